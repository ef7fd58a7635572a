import { readFileSync } from "node:fs";
import { join } from "node:path";
import { APP_VERSION } from "./app-version.ts";

let known: string | undefined;

/** Differs between two builds, so that an open page can tell that it is of an older one. */
export function buildId(): string {
  known ??= process.env.VERCEL_DEPLOYMENT_ID ?? readBuildId() ?? APP_VERSION;
  return known;
}

function readBuildId(): string | null {
  try {
    return readFileSync(join(process.cwd(), ".next/BUILD_ID"), "utf8").trim();
  } catch {
    // In development there is none; the version does.
    return null;
  }
}
