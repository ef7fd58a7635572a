import type { Job, Origin } from "#contracts/job.ts";
import type { Policy } from "#contracts/policy.ts";
import { urgentKey } from "#contracts/stream-keys.ts";
import type { Outcome } from "#contracts/tick.ts";
import { judgeDue } from "#server/pipeline/clock/judge-due.ts";
import { ingestReport } from "#server/pipeline/ingest/ingest-report.ts";
import { aMonitor, aRegion, aTick, aWorkspace } from "./builders.ts";
import { createMemoryStream, type MemoryStream } from "./memory-stream.ts";
import { readJobs } from "./read-jobs.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";
import { createTestDeps, type TestDeps } from "./test-deps.ts";

/** How long a check of the rig takes: completed so long after its slot. */
export const CHECK_MS = 20;

type Seen = { monitorId: number; region: string; at: number; outcome?: Outcome };

/** Regions that report what a test says they saw, in front of the real judgement on a database of its own. */
export class OutageRig {
  readonly stream: MemoryStream;
  readonly deps: TestDeps;
  private readonly regionIds = new Map<string, number>();

  private constructor(
    readonly database: TestDatabase,
    readonly workspaceId: string,
    readonly startMs: number,
  ) {
    this.stream = createMemoryStream(() => this.deps.clock());
    this.deps = createTestDeps(database, this.stream, startMs);
  }

  static async open(startMs: number): Promise<OutageRig> {
    const database = await createTestDatabase();
    return new OutageRig(database, await aWorkspace(database.db), startMs);
  }

  close(): Promise<void> {
    return this.database.close();
  }

  async rows(text: string, values: unknown[] = []) {
    return (await this.database.pool.query(text, values)).rows;
  }

  async addRegions(codes: readonly string[], change: { pokeUrl?: string } = {}): Promise<void> {
    for (const code of codes) this.regionIds.set(code, await aRegion(this.database.db, code, change));
  }

  /** Checked every 10 s from these regions; its first slot is far away, so nothing but confirmations is waited for. */
  async addMonitor(
    regions: readonly string[],
    change: { policy?: Partial<Policy>; host?: string; tags?: string[]; intervalMs?: number } = {},
  ): Promise<number> {
    const { id } = await aMonitor(this.database.db, {
      workspaceId: this.workspaceId,
      regionIds: regions.map((code) => this.regionIdOf(code)),
      fromMs: this.startMs - 3_600_000,
      gridFromMs: this.startMs + 86_400_000,
      intervalMs: 10_000,
      ...change,
    });
    return id;
  }

  regionIdOf(code: string): number {
    const id = this.regionIds.get(code);
    if (id === undefined) throw new Error(`The rig has no region ${code}.`);
    return id;
  }

  /** One report with one reading, which arrives as soon as its check is completed. */
  async see(seen: Seen & { origin?: Origin; healthy?: boolean }): Promise<void> {
    this.deps.setNow(Math.max(this.deps.clock(), seen.at + CHECK_MS));
    await this.report(seen.region, [seen], seen.healthy);
  }

  async report(
    region: string,
    seen: readonly (Omit<Seen, "region"> & { origin?: Origin })[],
    regionHealthy = true,
  ): Promise<void> {
    const ticks = seen.map(({ monitorId, at, outcome = "ok", origin = "scheduled" }) =>
      aTick({ monitorId, scheduledAt: at, outcome, origin, lateMs: 0, totalUs: CHECK_MS * 1000 }),
    );
    const report = { ticks, gaps: [], regionHealthy };
    await ingestReport(this.deps, { regionId: this.regionIdOf(region), report });
  }

  /** Moves on to `at` and judges what is due by then. */
  async pass(at: number): Promise<void> {
    this.deps.setNow(at);
    await judgeDue(this.deps);
  }

  /** Takes the confirmations that a region is asked for. */
  confirmations(region: string): Promise<Job[]> {
    return readJobs(this.stream, urgentKey(region));
  }

  /** Answers every confirmation that was asked for, in the order of their moments. */
  async confirm(outcomeOf: (region: string) => Outcome): Promise<number> {
    const asked: { region: string; job: Job }[] = [];
    for (const region of this.regionIds.keys()) {
      for (const job of await this.confirmations(region)) asked.push({ region, job });
    }
    asked.sort((a, b) => a.job.scheduledAt - b.job.scheduledAt);
    for (const { region, job } of asked) {
      const { monitorId, scheduledAt: at, origin } = job;
      await this.see({ monitorId, region, at, origin, outcome: outcomeOf(region) });
    }
    return asked.length;
  }

  async stateOf(monitorId: number) {
    return this.database.db.monitorState.findUniqueOrThrow({ where: { monitorId } });
  }

  /** "unknown > up > down": the verdicts that were shown, one after the other. */
  async storyOf(monitorId: number): Promise<string> {
    const steps = await this.database.db.transition.findMany({
      where: { monitorId },
      orderBy: { seq: "asc" },
    });
    const gapless = steps.every((step, index) => step.seq === index + 1);
    if (!gapless) throw new Error(`The sequence has holes: ${steps.map(({ seq }) => seq).join()}.`);
    return [steps[0]?.from ?? "unknown", ...steps.map((step) => step.to)].join(" > ");
  }
}
