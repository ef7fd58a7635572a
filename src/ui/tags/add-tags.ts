import { Tag } from "#contracts/maintenance.ts";

/** What is typed, as tags beside those there are; `rest` is what is none, with the reason. */
export function addTags(
  present: readonly string[],
  text: string,
): { tags: string[]; rest: string; problem: string | undefined } {
  const tags = [...present];
  const wrong: string[] = [];
  let problem: string | undefined;
  for (const part of text.split(/[\s,]+/).filter((word) => word !== "")) {
    const read = Tag.safeParse(part);
    if (!read.success) {
      wrong.push(part);
      problem ??= read.error.issues[0]?.message;
    } else if (!tags.includes(read.data)) tags.push(read.data);
  }
  return { tags, rest: wrong.join(" "), problem };
}
