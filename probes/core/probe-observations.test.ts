import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aConfig, aJob, anObservation, ProbeRig } from "../testing/probe-rig.ts";
import type { Probe } from "./probe.ts";

const START = 1_800_000_000_000;
const SECRETS = [{ name: "KEY", value: "hush-hush" }];
let rig: ProbeRig;
let probe: Probe;

beforeEach(async () => {
  vi.useFakeTimers({ now: START, toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  rig = new ProbeRig();
  await rig.openStreams();
});
afterEach(async () => {
  const stopping = probe.stop();
  await vi.advanceTimersByTimeAsync(11_000);
  await stopping;
  vi.useRealTimers();
});

async function runOnce(): Promise<void> {
  await rig.give([aJob(1, START + 1000)]);
  probe = rig.start();
  await vi.advanceTimersByTimeAsync(5000);
}

test("a check runs with its secrets in place, and what it saw leaves without them", async () => {
  const check = { ...aConfig(1, { intervalMs: 1000 }).check, body: "key={{secret.KEY}}" };
  rig.configs.set(1, aConfig(1, { intervalMs: 1000, check, secrets: SECRETS }));
  const bodies: (string | null)[] = [];
  rig.check = async (config) => {
    if (config.check.kind === "http") bodies.push(config.check.body);
    const seen = anObservation("status");
    const findings = [{ key: "serverVersion" as const, value: "hush-hush" }];
    return { ...seen, findings, evidence: () => ({ ...seen.evidence(), bodySample: "you said hush-hush" }) };
  };
  await runOnce();
  expect(bodies).toEqual(["key=hush-hush"]);
  expect(rig.ticks).toMatchObject([
    { evidence: { bodySample: "you said {{secret.KEY}}" }, findings: [{ value: "{{secret.KEY}}" }] },
  ]);
  expect(JSON.stringify([rig.reports, rig.logs])).not.toContain("hush-hush");
});

test("a runner that throws with a secret on its lips is quoted without it", async () => {
  rig.configs.set(1, aConfig(1, { intervalMs: 1000, secrets: SECRETS }));
  rig.check = () => Promise.reject(new Error("no route with hush-hush"));
  await runOnce();
  expect(rig.ticks).toMatchObject([
    { outcome: "internal", evidence: { message: "Error: no route with {{secret.KEY}}" } },
  ]);
});

test("a configuration with a problem is a fault of ours that says so, and nothing is sent", async () => {
  rig.configs.set(1, aConfig(1, { intervalMs: 1000, problem: "A secret cannot be opened." }));
  await runOnce();
  expect(rig.runs).toEqual([]);
  expect(rig.ticks).toMatchObject([
    { outcome: "internal", evidence: { message: "A secret cannot be opened." } },
  ]);
});

const picture = { kind: "screenshot", contentType: "image/jpeg", bytes: "/9j/" } as const;

test("what a failure leaves behind is handed in first, and the tick names it", async () => {
  rig.configs.set(1, aConfig(1, { intervalMs: 1000 }));
  rig.check = async () => ({ ...anObservation("assertion"), attachments: [picture] });
  await runOnce();
  expect(rig.artifacts).toMatchObject([{ monitorId: 1, scheduledAt: START + 1000, ...picture }]);
  expect(rig.ticks[0]?.evidence?.artifacts).toEqual([{ id: rig.artifacts[0]?.id, kind: "screenshot" }]);
});

test("a file that the app does not take is done without", async () => {
  rig.configs.set(1, aConfig(1, { intervalMs: 1000 }));
  rig.check = async () => ({ ...anObservation("assertion"), attachments: [picture] });
  rig.takesArtifacts = false;
  await runOnce();
  expect(rig.ticks).toMatchObject([{ outcome: "assertion", evidence: { artifacts: [] } }]);
});

test("what is well leaves nothing behind", async () => {
  rig.configs.set(1, aConfig(1, { intervalMs: 1000 }));
  rig.check = async () => ({ ...anObservation("ok"), attachments: [picture] });
  await runOnce();
  expect(rig.ticks).toHaveLength(1);
  expect(rig.artifacts).toEqual([]);
});
