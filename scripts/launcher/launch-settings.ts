import { resolve } from "node:path";
import { RegionCode } from "#contracts/region.ts";
import { EnvError, EnvSchema, LauncherEnvSchema, parseEnv } from "#env";
import type { EnvSource } from "./env-file.ts";
import { LaunchError } from "./launch-error.ts";

export interface LaunchSettings {
  port: number;
  host: string;
  dataFolder: string;
  regions: RegionCode[];
  /** The address for the launcher's own calls. */
  localUrl: string;
  publicUrl: string;
}

/** Everything that can be wrong in the environment, before anything is started. */
export function readSettings(source: EnvSource, root: string): LaunchSettings {
  const launcher = explain(() => parseEnv(LauncherEnvSchema, source));
  // What the launcher provides when it is unset still has to be right when it is set.
  const filled = { DATABASE_URL: "postgresql://unset", NEXTAUTH_SECRET: "-".repeat(32), ...set(source) };
  const stream = { UPSTASH_REDIS_REST_URL: "http://unset", UPSTASH_REDIS_REST_TOKEN: "unset" };
  const app = explain(() => parseEnv(EnvSchema, { ...stream, ...filled }));
  requireBothOrNone(source);
  const host = launcher.HOST === "0.0.0.0" || launcher.HOST === "::" ? "127.0.0.1" : launcher.HOST;
  return {
    port: launcher.PORT,
    host: launcher.HOST,
    dataFolder: resolve(root, launcher.UPTICK_DATA),
    regions: parseRegions(launcher.UPTICK_REGIONS),
    localUrl: `http://${host}:${launcher.PORT}`,
    publicUrl: set(source).NEXTAUTH_URL ? app.NEXTAUTH_URL : `http://localhost:${launcher.PORT}`,
  };
}

export function parseRegions(text: string): RegionCode[] {
  const codes = text
    .split(",")
    .map((code) => code.trim())
    .filter((code) => code !== "");
  if (codes.length === 0) throw new LaunchError("UPTICK_REGIONS names no region. Example: local-1,local-2");
  const wrong = codes.find((code) => !RegionCode.safeParse(code).success);
  if (wrong !== undefined) {
    throw new LaunchError(
      `UPTICK_REGIONS has "${wrong}". Use 1 to 31 lower-case letters, digits and hyphens, starting with a letter.`,
    );
  }
  return [...new Set(codes)];
}

function requireBothOrNone(source: EnvSource): void {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = set(source);
  if (Boolean(url) === Boolean(token)) return;
  const missing = url ? "UPSTASH_REDIS_REST_TOKEN" : "UPSTASH_REDIS_REST_URL";
  throw new LaunchError(`${missing} is not set, but its partner is. Set both, or neither.`);
}

function set(source: EnvSource): EnvSource {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
}

function explain<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    const [, ...problems] = error.message.split("\n");
    throw new LaunchError(problems.map((line) => line.trim()).join(" "));
  }
}
