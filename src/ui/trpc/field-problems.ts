import { isTRPCClientError } from "@trpc/client";

export type FieldProblem = { path: string; message: string };

/** The problems that the server found, by dotted path; empty when the error is about no field. */
export function fieldProblems(error: unknown): FieldProblem[] {
  if (!isTRPCClientError(error)) return [];
  const data: { zod?: { fieldErrors?: Record<string, string[]> } | null } | undefined = error.data;
  return Object.entries(data?.zod?.fieldErrors ?? {}).flatMap(([path, messages]) =>
    messages.slice(0, 1).map((message) => ({ path: path.replace(/^input\./, ""), message })),
  );
}
