import { join } from "node:path";
import { findOrphanPostgres } from "./postgres-cluster.ts";
import { readRuntime, removeRuntime } from "./runtime-file.ts";
import { stopProcess } from "./stop-process.ts";

const TIMEOUT_MS = 15_000;

/**
 * Ends what a killed launcher left running on this folder. Our programs end by themselves when the launcher is gone;
 * this waits for them, and covers those that did not.
 */
export async function clearLeftovers(folder: string): Promise<void> {
  const processes = Object.entries(readRuntime(folder)?.processes ?? {});
  const others = processes.filter(([name]) => name !== "postgres");
  await Promise.all(
    others.map(([, identity]) => stopProcess(identity, { signal: "SIGTERM", timeoutMs: TIMEOUT_MS })),
  );
  const postgres = findOrphanPostgres(join(folder, "postgres"));
  if (postgres) await stopProcess(postgres, { signal: "SIGINT", timeoutMs: TIMEOUT_MS });
  removeRuntime(folder);
}
