import { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import { answerHeartbeat } from "#server/pipeline/heartbeat/answer-heartbeat.ts";
import { CallGate } from "#server/pipeline/heartbeat/call-gate.ts";
import { judgeHeartbeats } from "#server/pipeline/heartbeat/judge-heartbeats.ts";
import { keepReceiving } from "#server/pipeline/heartbeat/keep-receiving.ts";
import { connect, type Pool } from "#server/store/prisma.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "./dashboard.ts";
import { createTestDeps, type TestDeps } from "./test-deps.ts";

type Timing = { periodSec: number } | { expression: string; zone?: string };
export type HeartbeatSpec = Timing &
  Partial<Pick<HeartbeatCheck, "graceSec" | "maxRunSec" | "assertions">> & { name?: string };

export function aHeartbeat(spec: HeartbeatSpec): HeartbeatCheck {
  const { graceSec = 60, maxRunSec = null, assertions } = spec;
  const timing =
    "periodSec" in spec
      ? { type: "period" as const, periodSec: spec.periodSec }
      : { type: "cron" as const, expression: spec.expression, zone: spec.zone ?? "UTC" };
  return HeartbeatCheck.parse({ kind: "heartbeat", timing, graceSec, maxRunSec, assertions });
}

/** Jobs that call, and the stages behind them, on a database of their own and by a clock that the test moves. */
export class HeartbeatRig {
  readonly deps: TestDeps;
  private readonly dead: Pool;
  private readonly gate = new CallGate(10);

  private constructor(
    readonly dashboard: Dashboard,
    readonly owner: DashboardCaller,
    readonly workspaceId: string,
    startMs: number,
  ) {
    this.deps = createTestDeps(dashboard.database, dashboard.stream, startMs);
    dashboard.deps.now = () => new Date(this.deps.clock());
    this.dead = connect({ url: "postgresql://nobody@127.0.0.1:9/none", max: 1 }).pool;
  }

  static async open(startMs: number): Promise<HeartbeatRig> {
    const dashboard = await createDashboard();
    const member = await dashboard.member({ role: "owner" });
    return new HeartbeatRig(dashboard, await dashboard.caller(member), member.workspaceId, startMs);
  }

  async close(): Promise<void> {
    await this.dead.end();
    await this.dashboard.close();
  }

  /** From now on the job side cannot reach Postgres, or can again. */
  setPostgresAway(isAway: boolean): void {
    this.deps.pool = isAway ? this.dead : this.dashboard.database.pool;
  }

  async add(spec: HeartbeatSpec): Promise<Job> {
    const input = {
      name: spec.name ?? "Backup",
      check: aHeartbeat(spec),
      intervalSec: 60,
      timeoutMs: 10_000,
    };
    const { id } = await this.owner.monitor.create({ ...input, regions: [] });
    const { url } = await this.owner.heartbeat.get({ id });
    const { rows } = await this.dashboard.database.pool.query("SELECT id FROM monitor WHERE public_id = $1", [
      id,
    ]);
    return { id, monitorId: rows[0].id, token: url?.split("/").at(-1) ?? "" };
  }

  /** One call of the address, such as `/start?rid=…`, at `atMs`. */
  async call(job: Pick<Job, "token">, atMs: number, path = "", init: RequestInit = {}): Promise<Response> {
    this.deps.setNow(atMs);
    const url = new URL(`http://localhost:3000/api/heartbeat/${job.token}${path}`);
    const rest = url.pathname
      .split("/")
      .slice(4)
      .filter((part) => part !== "");
    const deps = { ...this.deps, trustProxy: true, gate: this.gate };
    return answerHeartbeat(deps, { request: new Request(url, init), token: job.token, rest });
  }

  /** One look of the clock's parts at `atMs`. */
  async look(atMs: number): Promise<void> {
    this.deps.setNow(atMs);
    await keepReceiving(this.deps);
    await judgeHeartbeats(this.deps);
  }

  /** The judging alone, without whoever looks after the spool. */
  async judge(atMs: number): Promise<void> {
    this.deps.setNow(atMs);
    await judgeHeartbeats(this.deps);
  }

  /** Every five seconds, as a clock that never stops. */
  async lookUntil(fromMs: number, toMs: number): Promise<void> {
    for (let at = fromMs; at <= toMs; at += 5_000) await this.look(at);
  }

  async rows(text: string, values: unknown[] = []) {
    return (await this.dashboard.database.pool.query(text, values)).rows;
  }

  async story(job: Job): Promise<string> {
    const steps = await this.rows('SELECT "to" FROM transition WHERE monitor_id = $1 ORDER BY seq', [
      job.monitorId,
    ]);
    return steps.map((step) => step.to).join(" > ");
  }

  /** The ledger, oldest first. */
  async ledger(job: Job): Promise<string> {
    const { runs } = await this.owner.heartbeat.get({ id: job.id });
    return runs
      .toReversed()
      .map((run) => `${run.state}${run.expected ? "" : "*"}`)
      .join(" ");
  }
}

export type Job = { id: string; monitorId: number; token: string };
