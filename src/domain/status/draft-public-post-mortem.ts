type Told = {
  title: string;
  startsAt: number;
  endsAt: number | null;
  updates: readonly { at: number; body: string }[];
};

/** A beginning in markdown, made only of what visitors have read already. `updates` newest first; times are UTC. */
export function draftPublicPostMortem({ title, startsAt, endsAt, updates }: Told): string {
  return [
    "## What happened",
    "",
    title,
    "",
    "## When",
    "",
    `- Began: ${momentOf(startsAt)} UTC`,
    ...(endsAt === null ? [] : [`- Over: ${momentOf(endsAt)} UTC`]),
    "",
    "## Timeline",
    "",
    ...updates.toReversed().map(({ at, body }) => `- ${momentOf(at)}: ${firstLineOf(body)}`),
    "",
    "## Why it happened",
    "",
    "",
    "## What we change",
    "",
    "- ",
    "",
  ].join("\n");
}

function firstLineOf(body: string): string {
  return body.split("\n").find((line) => line.trim() !== "") ?? "";
}

function momentOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}
