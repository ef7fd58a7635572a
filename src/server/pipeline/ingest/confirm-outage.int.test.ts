import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { REPORT_BOUND_MS } from "#domain/verdict/judgement.ts";
import { aTick } from "#testing/builders.ts";
import { CHECK_MS, OutageRig } from "#testing/outage-rig.ts";
import { ingestReport } from "./ingest-report.ts";

const START = Date.now() - 600_000;
const REGIONS = ["ap", "eu", "us"];
let rig: OutageRig;
let monitorId: number;

beforeAll(async () => {
  rig = await OutageRig.open(START);
  await rig.addRegions(["ap", "eu"]);
  await rig.addRegions(["us"], { pokeUrl: "http://127.0.0.1:9/probe" });
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.rows("TRUNCATE monitor, tick, tick_evidence, gap CASCADE");
  rig.deps.setNow(START);
  rig.deps.poked.length = 0;
  for (const region of REGIONS) await rig.confirmations(region);
  monitorId = await rig.addMonitor(REGIONS);
  for (const [index, region] of REGIONS.entries()) await rig.see({ monitorId, region, at: START + index });
});

const incidents = () =>
  rig.database.db.incident.findMany({
    include: { events: { orderBy: [{ at: "asc" }, { id: "asc" }] }, evidence: true },
  });

test("an outage is confirmed by another region within seconds of its first failed check", async () => {
  const at = START + 10_000;
  await rig.see({ monitorId, region: "ap", at, outcome: "timeout" });
  expect(await rig.storyOf(monitorId)).toBe("unknown > up");
  expect(rig.deps.poked).toEqual(["http://127.0.0.1:9/probe"]);
  expect(await rig.confirm(() => "timeout")).toBe(5);
  await rig.pass(rig.deps.clock() + REPORT_BOUND_MS + 10);

  expect(await rig.storyOf(monitorId)).toBe("unknown > up > down");
  const [down] = await rig.rows("SELECT * FROM transition WHERE seq = 2");
  const tookMs = down.at.getTime() - at;
  expect(tookMs).toBeGreaterThan(900);
  expect(tookMs).toBeLessThan(2_500);
  expect(down.decided_at.getTime() - down.at.getTime()).toBeLessThan(REPORT_BOUND_MS + 100);
  expect(down.inputs).toMatchObject({ regions: REGIONS, policy: { failuresInARow: 2 }, configVersion: 1 });
  expect(down.inputs.readings.length).toBeGreaterThan(1);
});

test("an incident opens with its timeline and with the evidence of what was seen", async () => {
  const message = "No answer within 10 s.";
  const evidence = {
    message,
    remoteAddress: null,
    resolvedAddresses: [],
    redirects: [],
    responseHeaders: [],
    bodySample: "<h1>oops</h1>",
    certificate: null,
  };
  const at = START + 10_000;
  rig.deps.setNow(at + CHECK_MS);
  const first = aTick({
    monitorId,
    scheduledAt: at,
    lateMs: 0,
    totalUs: 20_000,
    outcome: "timeout",
    evidence,
  });
  const report = { ticks: [first], gaps: [], regionHealthy: true };
  await ingestReport(rig.deps, { regionId: rig.regionIdOf("ap"), report });
  await rig.confirm(() => "refused");
  await rig.pass(rig.deps.clock() + REPORT_BOUND_MS + 10);

  const [incident] = await incidents();
  expect(incident).toMatchObject({
    kind: "automatic",
    severity: "normal",
    worst: "down",
    openedSeq: 2,
    firstFailedAt: new Date(at + CHECK_MS),
    closedAt: null,
  });
  const kinds = incident?.events.map(({ kind, region }) => `${kind} ${region ?? ""}`.trim()) ?? [];
  expect(kinds[0]).toBe("first_failure ap");
  expect(kinds.at(-1)).toBe("verdict");
  expect(kinds.filter((kind) => kind.startsWith("confirmation")).length).toBeGreaterThan(1);
  expect(incident?.events.map((event) => event.message)).toContain(incident?.cause);
  const kept = incident?.evidence.find(({ scheduledAt }) => scheduledAt.getTime() === at);
  expect(kept).toMatchObject({ region: "ap", evidence, tick: { outcome: "timeout", totalUs: 20_000 } });

  await rig.see({ monitorId, region: "ap", at: at + 10_000 });
  await rig.confirm(() => "ok");
  await rig.pass(rig.deps.clock() + REPORT_BOUND_MS + 10);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > down > up");
  const [closed] = await incidents();
  expect(closed).toMatchObject({ closedSeq: 3, nextReminderAt: null });
  expect(closed?.events.at(-1)).toMatchObject({ kind: "resolved" });
});

test("a blip that nobody confirms changes nothing and leaves no trace that costs anything", async () => {
  await rig.see({ monitorId, region: "eu", at: START + 10_000, outcome: "reset" });
  expect((await rig.stateOf(monitorId)).dueAt).not.toBeNull();
  expect(await rig.confirm(() => "ok")).toBe(5);
  await rig.pass(rig.deps.clock() + REPORT_BOUND_MS + 10);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up");
  expect((await rig.stateOf(monitorId)).dueAt).toBeNull();
  expect(await rig.rows("SELECT FROM advisory")).toEqual([]);
  expect(await incidents()).toEqual([]);
});

test("what only one region sees is shown as an advisory while it lasts, and nobody is told", async () => {
  for (const step of [1, 2, 3]) {
    await rig.see({ monitorId, region: "ap", at: START + step * 10_000, outcome: "dns" });
    await rig.confirm((region) => (region === "ap" ? "dns" : "ok"));
  }
  await rig.pass(rig.deps.clock() + REPORT_BOUND_MS + 10);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up");
  const open = await rig.rows("SELECT region_id, from_at, to_at, reason FROM advisory");
  expect(open).toEqual([
    {
      region_id: rig.regionIdOf("ap"),
      from_at: new Date(START + 10_000 + CHECK_MS),
      to_at: null,
      reason: expect.stringContaining("Nobody was told, because"),
    },
  ]);
  expect(await incidents()).toEqual([]);

  await rig.see({ monitorId, region: "ap", at: START + 40_000 });
  await rig.pass(rig.deps.clock() + REPORT_BOUND_MS + 10);
  expect(await rig.rows("SELECT to_at IS NULL AS open FROM advisory")).toEqual([{ open: false }]);
});

test("a monitor of one region is down after two spaced re-checks", async () => {
  const lonely = await rig.addMonitor(["eu"]);
  await rig.see({ monitorId: lonely, region: "eu", at: START + 5_000 });
  await rig.see({ monitorId: lonely, region: "eu", at: START + 15_000, outcome: "timeout" });
  const asked = await rig.confirmations("eu");
  expect(asked.map((job) => job.scheduledAt - rig.deps.clock())).toEqual([2_000, 5_000]);
  expect(asked).toMatchObject([{ origin: "confirm", monitorId: lonely, configVersion: 1 }, {}]);
  const [first, second] = asked.map((job) => ({ ...job, region: "eu", at: job.scheduledAt }));
  if (!first || !second) throw new Error("Two checks were expected.");
  await rig.see({ ...first, outcome: "timeout" });
  await rig.pass(first.at + 1_500);
  expect(await rig.storyOf(lonely)).toBe("unknown > up");
  await rig.see({ ...second, outcome: "timeout" });
  expect(await rig.storyOf(lonely)).toBe("unknown > up > down");
});

test("a policy that believes one failure decides at once, without waiting for the clock", async () => {
  const strict = await rig.addMonitor(["eu"], { policy: { quorum: { kind: "any" }, failuresInARow: 1 } });
  await rig.see({ monitorId: strict, region: "eu", at: START + 5_000 });
  await rig.see({ monitorId: strict, region: "eu", at: START + 15_000, outcome: "refused" });
  expect(await rig.storyOf(strict)).toBe("unknown > up > down");
});

test("Redis that is away costs the confirmation, not the judgement", async () => {
  rig.stream.setUnreachable(true);
  await rig.see({ monitorId, region: "ap", at: START + 10_000, outcome: "timeout" });
  rig.stream.setUnreachable(false);
  expect(await rig.confirm(() => "timeout")).toBe(0);
  await rig.see({ monitorId, region: "eu", at: START + 13_000, outcome: "timeout" });
  for (const region of ["ap", "eu"]) {
    await rig.see({ monitorId, region, at: START + 20_000, outcome: "timeout" });
  }
  await rig.pass(rig.deps.clock() + REPORT_BOUND_MS + 10);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > down");
});

test("what a probe still sees by a configuration that was replaced is history and brings nothing down", async () => {
  await rig.rows("UPDATE monitor_state SET config_version = 2 WHERE monitor_id = $1", [monitorId]);
  for (const step of [1, 2, 3]) {
    for (const region of REGIONS) {
      await rig.see({ monitorId, region, at: START + step * 10_000, outcome: "status" });
    }
  }
  await rig.pass(rig.deps.clock() + REPORT_BOUND_MS + 10);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up");
  expect(await rig.rows("SELECT FROM tick WHERE outcome = 1 AND NOT vote")).toHaveLength(9);
});

test("several steps that are found at once are written one after the other", async () => {
  const strict = await rig.addMonitor(["eu"], { policy: { quorum: { kind: "any" }, failuresInARow: 1 } });
  const outcomes = ["ok", "timeout", "ok", "dns"] as const;
  rig.deps.setNow(START + 50_000);
  await rig.report(
    "eu",
    outcomes.map((outcome, n) => ({ monitorId: strict, at: START + (n + 1) * 10_000, outcome })),
  );
  expect(await rig.storyOf(strict)).toBe("unknown > up > down > up > down");
  expect(await rig.rows("SELECT opened_seq, closed_seq FROM incident ORDER BY opened_seq")).toEqual([
    { opened_seq: 2, closed_seq: 3 },
    { opened_seq: 4, closed_seq: null },
  ]);
});

test("a slow answer degrades where the policy says what is slow, and only then is it looked at", async () => {
  const policy = { slowRules: [{ phase: "total" as const, limit: { kind: "absolute" as const, ms: 10 } }] };
  const slow = await rig.addMonitor(REGIONS, { policy });
  for (const step of [1, 2, 3]) {
    for (const region of REGIONS) await rig.see({ monitorId: slow, region, at: START + step * 10_000 });
  }
  await rig.pass(rig.deps.clock() + REPORT_BOUND_MS + 10);
  expect(await rig.stateOf(slow)).toMatchObject({ verdict: "degraded", slowUs: 10_000 });
  expect((await rig.stateOf(monitorId)).slowUs).toBeNull();
  expect(await incidents()).toMatchObject([{ worst: "degraded", firstFailedAt: null }]);
});
