import * as z from "zod";

const LogLine = z.object({
  level: z.union([z.number(), z.string()]),
  msg: z.string().optional(),
  message: z.string().optional(),
});

/** What of a child's log line belongs on the terminal: the text of errors; null for everything else. */
export function findImportantText(line: string): string | null {
  if (line.startsWith("{")) return findErrorMessage(line);
  return /^\s*(⨯|error\b|fatal\b|panic\b)|\b(FATAL|PANIC):/i.test(line) ? line.trim() : null;
}

function findErrorMessage(line: string): string | null {
  try {
    const parsed = LogLine.safeParse(JSON.parse(line));
    if (!parsed.success) return null;
    const { level, msg, message } = parsed.data;
    const isError = typeof level === "number" ? level >= 50 : /^(error|fatal)$/i.test(level);
    return isError ? (msg ?? message ?? line) : null;
  } catch {
    return null;
  }
}
