import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const RuntimeProcess = z.object({ pid: z.number().int(), started: z.string() });

/** `runtime.json` in the data folder: what runs now and where. Tools and tests find the installation by it. */
export const Runtime = z.object({
  pid: z.number().int(),
  mode: z.enum(["up", "dev", "image"]),
  appUrl: z.string(),
  publicUrl: z.string(),
  databaseUrl: z.string(),
  redisUrl: z.string().nullable(),
  redisRestUrl: z.string(),
  redisRestToken: z.string(),
  stream: z.enum(["upstash", "redis", "private", "memory"]),
  processes: z.record(z.string(), RuntimeProcess),
});
export type Runtime = z.infer<typeof Runtime>;

const pathIn = (folder: string) => join(folder, "runtime.json");

/** What the last launcher wrote; null when it stopped in order or left something unreadable. */
export function readRuntime(folder: string): Runtime | null {
  if (!existsSync(pathIn(folder))) return null;
  try {
    return Runtime.parse(JSON.parse(readFileSync(pathIn(folder), "utf8")));
  } catch {
    return null;
  }
}

/** It holds passwords, as secrets.json does. */
export function writeRuntime(folder: string, runtime: Runtime): void {
  const temporary = `${pathIn(folder)}.new`;
  writeFileSync(temporary, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, pathIn(folder));
}

export function removeRuntime(folder: string): void {
  rmSync(pathIn(folder), { force: true });
}
