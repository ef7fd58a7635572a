import type { CronReport } from "./cron-route.ts";
import type { Deps } from "./deps.ts";

/** A piece of a cron route's work. It answers how much there was to do. */
export type CronPart = { name: string; run: (deps: Deps) => Promise<number> };

export type PartsReport = CronReport & {
  /** How much each part had to do. */
  done: Record<string, number>;
  /** What failed, by part; the others went on. */
  failures: { part: string; reason: string }[];
};

/** Runs all of them beside one another: one that is slow or fails is nobody else's loss. */
export async function runParts(deps: Deps, parts: readonly CronPart[]): Promise<PartsReport> {
  const report: PartsReport = { ok: true, done: {}, failures: [] };
  await Promise.all(parts.map((part) => runPart(deps, part, report)));
  return { ...report, ok: report.failures.length === 0 };
}

async function runPart(deps: Deps, part: CronPart, report: PartsReport): Promise<void> {
  try {
    report.done[part.name] = await part.run(deps);
  } catch (error) {
    deps.log.error({ err: error, part: part.name }, "A part of a cron route failed.");
    report.failures.push({ part: part.name, reason: error instanceof Error ? error.message : String(error) });
  }
}
