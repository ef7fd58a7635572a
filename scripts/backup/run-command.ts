import { EnvError } from "#env";
import { ArchiveError } from "#server/archive/archive-place.ts";
import { BackupError } from "./backup-error.ts";

export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The exit code: 1 for what failed, 2 for a command that makes no sense. What is no known error is shown with its stack. */
export async function runCommand(main: () => Promise<number>, usage: string): Promise<number> {
  try {
    return await main();
  } catch (error) {
    if (isUsage(error)) {
      console.error(`${error.message}\n${usage}`);
      return 2;
    }
    const isKnown = [BackupError, ArchiveError, EnvError].some((kind) => error instanceof kind);
    console.error(isKnown && error instanceof Error ? error.message : error);
    return 1;
  }
}

function isUsage(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
