import type { Deps } from "#server/runtime/deps.ts";
import { judgeNow } from "#server/runtime/judge-now.ts";
import { listMaintenanceEdges } from "#server/store/clock-store.ts";
import { findWatermark, moveWatermark } from "#server/store/watermark-store.ts";
import { judgeDue } from "./judge-due.ts";
import { judgeRegionHealth } from "./judge-region-health.ts";

const SLICE_EVERY_MS = 1_000;
const REGIONS_EVERY_MS = 5_000;
const JUDGED_AT_ONCE = 200;

/** A piece of the clock's work, and how often it is looked at. It answers how much there was to do. */
export type ClockPart = { name: string; everyMs: number; run: (deps: Deps) => Promise<number> };

export type ClockReport = {
  ok: boolean;
  slices: number;
  /** How much each part had to do. */
  done: Record<string, number>;
  /** What failed, by part; the others went on. */
  failures: { part: string; reason: string }[];
};

/**
 * Judges each second what time alone changes, until the budget ends, and has the other parts looked at beside it: one
 * that is slow is not waited for. Calls may overlap: every part sees to that.
 */
export async function runClock(
  deps: Deps,
  { budgetMs, parts }: { budgetMs: number; parts: readonly ClockPart[] },
): Promise<ClockReport> {
  const report: ClockReport = { ok: true, slices: 0, done: {}, failures: [] };
  const nextAts = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  const endsAt = deps.clock() + budgetMs;
  for (;;) {
    const startedAt = deps.clock();
    const isDue = ({ name }: ClockPart) =>
      startedAt >= (nextAts.get(name) ?? startedAt) && !running.has(name);
    for (const part of parts.filter(isDue)) {
      nextAts.set(part.name, startedAt + part.everyMs);
      const run = runPart(deps, part, report).finally(() => running.delete(part.name));
      running.set(part.name, run);
    }
    for (const part of JUDGING.filter(isDue)) {
      nextAts.set(part.name, startedAt + part.everyMs);
      await runPart(deps, part, report);
    }
    report.slices += 1;
    const nextAt = startedAt + SLICE_EVERY_MS;
    if (nextAt >= endsAt || deps.isEnding()) break;
    await deps.sleep(Math.max(0, nextAt - deps.clock()));
  }
  await Promise.all(running.values());
  report.ok = report.failures.length === 0;
  return report;
}

/** One part's failure is noted once and never stops the others. */
async function runPart(deps: Deps, part: ClockPart, report: ClockReport): Promise<void> {
  try {
    report.done[part.name] = (report.done[part.name] ?? 0) + (await part.run(deps));
  } catch (error) {
    deps.log.error({ err: error, part: part.name }, "A part of the clock failed.");
    if (report.failures.some((failure) => failure.part === part.name)) return;
    report.failures.push({ part: part.name, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** The watermark moves when everybody has been judged: what a crash leaves is judged again, which changes nothing. */
async function judgeEdges(deps: Deps): Promise<number> {
  const nowMs = deps.clock();
  const fromMs = Math.min((await findWatermark(deps.pool, "clock")) ?? nowMs, nowMs);
  const monitorIds = await listMaintenanceEdges(deps.pool, { fromMs, toMs: nowMs });
  for (let at = 0; at < monitorIds.length; at += JUDGED_AT_ONCE) {
    await judgeNow(deps, monitorIds.slice(at, at + JUDGED_AT_ONCE));
  }
  await moveWatermark(deps.pool, { name: "clock", atMs: nowMs });
  return monitorIds.length;
}

const JUDGING: readonly ClockPart[] = [
  { name: "due", everyMs: SLICE_EVERY_MS, run: judgeDue },
  { name: "edges", everyMs: SLICE_EVERY_MS, run: judgeEdges },
  { name: "regions", everyMs: REGIONS_EVERY_MS, run: judgeRegionHealth },
];
