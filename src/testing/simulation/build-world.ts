import { HttpCheck } from "#contracts/checks/http.ts";
import { DEFAULT_POLICY, type Policy, type Quorum } from "#contracts/policy.ts";
import { slotOffsets } from "#domain/schedule/slots.ts";
import type { Database } from "./postgres/database.ts";
import type { Table } from "./postgres/table.ts";
import type { Random } from "./random.ts";
import { START_MS } from "./simulation.ts";
import type { WorldSize } from "./world-size.ts";

export type MonitorSpec = {
  id: number;
  intervalMs: number;
  timeoutMs: number;
  regionIds: number[];
  workspaceId: string;
  policy: Policy;
};

export const CANARY = "CANARY_5f2c";
const REGION_CODES = ["sim-1", "sim-2", "sim-3"];

export const uuidOf = (kind: number, id: number) =>
  `0000000${kind}-0000-7000-8000-${String(id).padStart(12, "0")}`;

/** Regions, workspaces, channels and monitors, as the commands of a user would have left them. */
export function buildWorld(db: Database, given: { random: Random; size: WorldSize }): MonitorSpec[] {
  const { random, size } = given;
  const put = <Row extends object>(table: Table<Row>, row: Row) =>
    table.commit(table.key(row), row, { from: 0, keepsOld: false });
  const { tables } = db;
  for (const [index, code] of REGION_CODES.entries()) {
    put(tables.region, {
      id: index + 1,
      code,
      name: code,
      runtime: "node",
      enabled: true,
      healthy: true,
      pokeUrl: null,
      lastSeenAt: null,
    });
  }
  for (const number of [1, 2]) {
    const workspaceId = uuidOf(1, number);
    put(tables.workspace, { id: workspaceId, name: `Workspace ${number}`, policy: {}, timeZone: "UTC" });
    for (const channel of [1, 2]) {
      const id = uuidOf(2, number * 10 + channel);
      put(tables.channel, {
        id,
        workspaceId,
        kind: "webhook",
        name: `Channel ${number}.${channel}`,
        config: { url: `http://sink.test/${id}` },
        secrets: {},
        enabled: true,
        disabledReason: null,
        fallbackChannelId: null,
        quietHours: null,
        failureStreak: 0,
        openUntil: null,
        updatedAt: START_MS,
      });
    }
  }
  const monitors = Array.from(
    { length: random.between(size.monitors.least, size.monitors.most) },
    (_, index) => specOf(index + 1, random),
  );
  for (const spec of monitors) {
    putMonitor(db, spec, put);
    if (random.chance(0.15)) putMaintenance(db, { spec, random, put, size });
  }
  return monitors;
}

type MaintenancePlace = { spec: MonitorSpec; random: Random; put: Put; size: WorldSize };

/** One window in the storm, or one that a later outage reaches into. */
function putMaintenance(db: Database, given: MaintenancePlace): void {
  const { spec, random, put, size } = given;
  const id = uuidOf(4, spec.id);
  const startsAt =
    START_MS +
    random.pick([random.between(15_000, size.stormMs - 40_000), size.stormMs + size.outage.afterMs - 10_000]);
  const window = { id, workspaceId: spec.workspaceId, name: `Window ${spec.id}`, everything: false };
  put(db.tables.maintenance, { ...window, deletedAt: null, monitorIds: [spec.id] });
  put(db.tables.occurrence, {
    id,
    maintenanceId: id,
    startsAt,
    endsAt: startsAt + random.between(10_000, 40_000),
  });
}

function specOf(id: number, random: Random): MonitorSpec {
  return {
    id,
    intervalMs: random.pick([10_000, 10_000, 10_000, 20_000, 30_000]),
    timeoutMs: random.pick([1_000, 2_000, 5_000]),
    regionIds: random.pick([[1, 2, 3], [1, 2, 3], [1, 2, 3], [2, 3], [1]]),
    workspaceId: uuidOf(1, (id % 2) + 1),
    policy: choosePolicy(random),
  };
}

function choosePolicy(random: Random): Policy {
  const quorum = random.pick<Quorum>([
    { kind: "majority" },
    { kind: "majority" },
    { kind: "any" },
    { kind: "all" },
    { kind: "count", regions: 2 },
  ]);
  const flapping = random.chance(0.1) ? DEFAULT_POLICY.flapping : null;
  const failuresInARow = random.pick([2, 2, 2, 1, 3]);
  const successesInARow = random.pick([1, 1, 2]);
  const remindEverySec = random.chance(0.2) ? 60 : null;
  return { ...DEFAULT_POLICY, quorum, flapping, failuresInARow, successesInARow, remindEverySec };
}

type Put = <Row extends object>(table: Table<Row>, row: Row) => void;

function putMonitor(db: Database, spec: MonitorSpec, put: Put): void {
  const { tables } = db;
  const monitorId = spec.id;
  put(tables.monitor, {
    id: monitorId,
    publicId: uuidOf(3, monitorId),
    workspaceId: spec.workspaceId,
    name: `Monitor ${monitorId}`,
    check: HttpCheck.parse({
      kind: "http",
      url: `http://target-${monitorId}.test/`,
      method: "GET",
      headers: [{ name: "authorization", value: CANARY }],
      body: null,
      expectedStatus: [{ from: 200, to: 299 }],
      keyword: null,
      followRedirects: true,
    }),
    intervalMs: spec.intervalMs,
    timeoutMs: spec.timeoutMs,
    configVersion: 1,
    gridFrom: START_MS,
    catchUpFrom: START_MS,
    pausedAt: null,
    updatedAt: START_MS,
    createdAt: START_MS,
    policy: spec.policy,
    severity: "normal",
    host: `target-${monitorId}.test`,
  });
  put(tables.monitorState, {
    monitorId,
    verdict: "unknown",
    reason: "Waiting for the first check.",
    raw: "unknown",
    since: START_MS,
    seq: 0,
    memory: {},
    dueAt: null,
    slowUs: null,
    beganAt: null,
    configVersion: 1,
  });
  for (const [regionId, offsetMs] of slotOffsets({ ...spec, monitorId })) {
    put(tables.assignment, {
      id: db.nextValue("assignment"),
      monitorId,
      regionId,
      intervalMs: spec.intervalMs,
      offsetMs,
      configVersion: 1,
      fromAt: START_MS,
      untilAt: null,
    });
  }
  const workspace = (monitorId % 2) + 1;
  for (const channel of [1, 2]) {
    put(tables.monitorChannel, { monitorId, channelId: uuidOf(2, workspace * 10 + channel) });
  }
}
