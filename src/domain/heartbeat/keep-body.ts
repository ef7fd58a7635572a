const HEAD = 7_000;
const TAIL = 3_000;

/** Head and tail: what a job says at its end is what is looked for. Null for an empty body. */
export function keepBody({ body, tail }: { body: string; tail: string }): string | null {
  if (body === "") return null;
  if (tail === "" && body.length <= HEAD + TAIL) return body;
  const end = (tail === "" ? body : tail).slice(-TAIL);
  return `${cut(body.slice(0, HEAD))}\n…\n${end.replace(/^[\uDC00-\uDFFF]/, "")}`;
}

/** Postgres takes no half of a pair. */
function cut(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, "");
}
