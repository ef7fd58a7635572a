import type { Deps } from "#server/runtime/deps.ts";
import { count, observe } from "#server/runtime/metrics/metrics.ts";
import { runSlice, type ScheduleMemory, type SliceResult } from "./run-slice.ts";

const SLICE_EVERY_MS = 1_000;
const POKE_EVERY_MS = 30_000;

export type ScheduleReport = {
  ok: boolean;
  slices: number;
  busy: number;
  jobs: number;
  entries: number;
  gaps: number;
  failures: string[];
};

/** Runs a slice each second until the budget ends. Calls may overlap: one of them works per slice. */
export async function runSchedule(deps: Deps, budgetMs: number): Promise<ScheduleReport> {
  const report: ScheduleReport = { ok: true, slices: 0, busy: 0, jobs: 0, entries: 0, gaps: 0, failures: [] };
  const memory: ScheduleMemory = { backlogs: new Map() };
  const pokes = new Pokes(deps);
  const endsAt = deps.clock() + budgetMs;

  for (;;) {
    const startedAt = deps.clock();
    const slice = await runSlice(deps, memory);
    addSlice(report, slice);
    measureSlice(slice, deps.clock() - startedAt);
    if (slice.kind === "done") pokes.send(slice);

    const nextAt = startedAt + SLICE_EVERY_MS;
    if (nextAt >= endsAt || deps.isEnding()) break;
    await deps.sleep(Math.max(0, nextAt - deps.clock()));
  }
  await pokes.settle();
  report.ok = report.failures.length < report.slices;
  return report;
}

function addSlice(report: ScheduleReport, slice: SliceResult): void {
  report.slices += 1;
  if (slice.kind === "busy") report.busy += 1;
  if (slice.kind === "failed") report.failures.push(slice.reason);
  if (slice.kind !== "done") return;
  report.jobs += slice.jobs;
  report.entries += slice.entries;
  report.gaps += slice.gaps;
}

function measureSlice(slice: SliceResult, tookMs: number): void {
  count("uptick_schedule_slices_total", { result: slice.kind });
  if (slice.kind !== "done") return;
  observe("uptick_schedule_slice_duration_seconds", {}, tookMs / 1_000);
  count("uptick_schedule_jobs_total", {}, slice.jobs);
  for (const [reason, gaps] of slice.gapsBy) count("uptick_gaps_total", { source: "schedule", reason }, gaps);
}

/** Wakes function probes at the first slice and then, while there is work, every 30 s. */
class Pokes {
  readonly #deps: Deps;
  readonly #sent: Promise<void>[] = [];
  readonly #pokedAt = new Map<string, number>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  send(slice: Extract<SliceResult, { kind: "done" }>): void {
    const now = this.#deps.clock();
    for (const url of slice.pokeUrls) {
      const pokedAt = this.#pokedAt.get(url);
      const isDue = pokedAt === undefined || (slice.jobs > 0 && now - pokedAt >= POKE_EVERY_MS);
      if (!isDue) continue;
      this.#pokedAt.set(url, now);
      this.#sent.push(this.#deps.poke(url));
    }
  }

  async settle(): Promise<void> {
    await Promise.allSettled(this.#sent);
  }
}
