import { existsSync } from "node:fs";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export type FoundBrowser = { entry: string; executablePath: string };

/** Null where browser checks cannot run: without Playwright, without a browser, or when the agent was read from a pipe. */
export async function findBrowser(named: string | null): Promise<FoundBrowser | null> {
  const entry = process.argv[1];
  if (entry === undefined || !existsSync(entry)) return null;
  const installed = await installedBrowser();
  if (installed === null) return null;
  const executablePath = [...(named === null ? [] : [named]), installed, ...USUAL].find((path) =>
    existsSync(path),
  );
  return executablePath === undefined ? null : { entry, executablePath };
}

async function installedBrowser(): Promise<string | null> {
  try {
    return (await import("playwright")).chromium.executablePath();
  } catch (error) {
    // An agent does without the package unless somebody has installed it beside it.
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return null;
    throw error;
  }
}
