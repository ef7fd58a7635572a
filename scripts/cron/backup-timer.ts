import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LOOK_EVERY_MS = 5 * 60_000;
const FIRST_LOOK_MS = 30_000;

type Given = {
  environment: Record<string, string | undefined>;
  log: (level: "info" | "error", text: string) => void;
  /** Beside this program in dist. */
  program?: string;
  firstLookMs?: number;
};

/**
 * Looks every five minutes whether a backup is due, and makes it in a process of its own. Any number of drivers may do so:
 * the database lets one of them work. Does nothing unless UPTICK_BACKUP_TO and DATABASE_URL are set.
 */
export function startBackups({ environment, log, program, firstLookMs = FIRST_LOOK_MS }: Given): () => void {
  if (!environment.UPTICK_BACKUP_TO) return () => undefined;
  if (!environment.DATABASE_URL) {
    log("error", "UPTICK_BACKUP_TO is set, but the cron driver has no DATABASE_URL: no backups are made.");
    return () => undefined;
  }
  const file = program ?? join(fileURLToPath(new URL(".", import.meta.url)), "backup.mjs");
  let end: () => void = () => undefined;
  let isOver = false;
  let timer = setTimeout(look, firstLookMs);
  function look(): void {
    const child = spawn(process.execPath, [file, "--if-due"], {
      env: environment as NodeJS.ProcessEnv,
      stdio: ["ignore", "ignore", "pipe"],
    });
    end = () => void child.kill();
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = `${said}${text}`.slice(-2_000);
    });
    child.once("error", (error) => log("error", `The backup could not be started: ${error.message}`));
    child.once("close", (code) => {
      if (code !== 0 && !isOver) log("error", `The backup failed: ${said.trim()}`);
      else if (!said.includes("not due")) log("info", said.trim());
      if (!isOver) timer = setTimeout(look, LOOK_EVERY_MS);
    });
  }
  return () => {
    isOver = true;
    clearTimeout(timer);
    end();
  };
}
