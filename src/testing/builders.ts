import { uuidv7 } from "uuidv7";
import { HttpCheck } from "#contracts/checks/http.ts";
import { Policy } from "#contracts/policy.ts";
import type { Tick } from "#contracts/tick.ts";
import { openAssignments } from "#server/store/assignment-store.ts";
import type { Db } from "#server/store/prisma.ts";

export function aCheck(change: Partial<HttpCheck> = {}): HttpCheck {
  const plain = {
    kind: "http" as const,
    url: "http://127.0.0.1:9/",
    method: "GET" as const,
    headers: [],
    body: null,
    expectedStatus: [{ from: 200, to: 299 }],
    keyword: null,
    followRedirects: true,
  };
  return HttpCheck.parse({ ...plain, ...change });
}

/** An ok tick with every phase; `change` says what the test is about. */
export function aTick(change: Partial<Tick> & Pick<Tick, "monitorId" | "scheduledAt">): Tick {
  return {
    configVersion: 1,
    origin: "scheduled",
    lateMs: 1,
    outcome: "ok",
    status: 200,
    totalUs: 12_345,
    dnsUs: 210,
    connectUs: 840,
    tlsUs: null,
    ttfbUs: 9_800,
    transferUs: 120,
    bytes: 512,
    ...change,
  };
}

export async function aWorkspace(db: Db, name = "Test"): Promise<string> {
  const { id } = await db.workspace.create({ data: { id: uuidv7(), name } });
  return id;
}

export async function aRegion(
  db: Db,
  code: string,
  change: { enabled?: boolean; pokeUrl?: string } = {},
): Promise<number> {
  const { id } = await db.region.create({ data: { code, name: code, runtime: "node", ...change } });
  return id;
}

export type MonitorSpec = {
  workspaceId: string;
  regionIds: readonly number[];
  fromMs: number;
  intervalMs?: number;
  timeoutMs?: number;
  /** When its first slot can be due; unless given, `fromMs`. A monitor without due slots waits for no reading. */
  gridFromMs?: number;
  name?: string;
  host?: string;
  tags?: string[];
  /** Null: the workspace's. */
  policy?: Partial<Policy> | null;
};

/** A monitor as the create action leaves it: state unknown, grid open in each region, catch-up wanted. */
export async function aMonitor(db: Db, spec: MonitorSpec): Promise<{ id: number; publicId: string }> {
  const from = new Date(spec.fromMs);
  const intervalMs = spec.intervalMs ?? 60_000;
  return db.$transaction(async (tx) => {
    const monitor = await tx.monitor.create({
      data: {
        publicId: uuidv7(),
        workspaceId: spec.workspaceId,
        kind: "http",
        name: spec.name ?? "Monitor",
        check: aCheck(),
        intervalMs,
        timeoutMs: spec.timeoutMs ?? 10_000,
        host: spec.host ?? "127.0.0.1",
        target: aCheck().url,
        tags: spec.tags ?? [],
        ...(spec.policy && { policy: Policy.parse(spec.policy) }),
        gridFrom: from,
        createdAt: from,
        state: { create: { since: from } },
      },
    });
    const grid = {
      monitorId: monitor.id,
      regionIds: spec.regionIds,
      intervalMs,
      configVersion: 1,
      from: new Date(spec.gridFromMs ?? spec.fromMs),
    };
    await openAssignments(tx, grid);
    return { id: monitor.id, publicId: monitor.publicId };
  });
}

export type ChannelSpec = {
  workspaceId: string;
  name?: string;
  enabled?: boolean;
  disabledReason?: string;
  isDefault?: boolean;
  fallbackChannelId?: string;
  monitorIds?: readonly number[];
};

/** A webhook without secrets. */
export async function aChannel(db: Db, spec: ChannelSpec): Promise<string> {
  const { monitorIds = [], name = "Hook", ...data } = spec;
  const config = { url: "http://127.0.0.1:9/hook" };
  const { id } = await db.channel.create({
    data: {
      id: uuidv7(),
      kind: "webhook",
      name,
      config,
      ...data,
      monitors: { create: monitorIds.map((monitorId) => ({ monitorId })) },
    },
  });
  return id;
}
