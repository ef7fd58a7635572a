import type * as z from "zod";

/** By dotted path in the contract; `root` is about the whole form. */
export type Problems = Record<string, string>;
export type Read<Input> = { kind: "input"; input: Input } | { kind: "problems"; problems: Problems };

/** Checks what was typed with the schema that the server uses. The first problem of each field counts. */
export function readWith<Schema extends z.ZodType>(
  schema: Schema,
  candidate: z.input<Schema>,
): Read<z.output<Schema>> {
  const read = schema.safeParse(candidate);
  if (read.success) return { kind: "input", input: read.data };
  const problems: Problems = {};
  for (const issue of read.error.issues) problems[issue.path.join(".")] ??= messageOf(issue);
  return { kind: "problems", problems };
}

/** NaN when it is no whole number; `readWith` then asks for one. */
export function wholeOf(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}

function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === "invalid_type" && issue.expected === "number"
    ? "Give a whole number."
    : issue.message;
}
