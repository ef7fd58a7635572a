import { expect, test } from "vitest";
import { ProbeBeatReply, ProbeConfig } from "#contracts/probe-rpc.ts";
import { aConfig } from "../testing/probe-rig.ts";
import { readBeatReply, readConfigs, readData, readReceipt, readWelcome } from "./read-reply.ts";

test("what the contract allows is taken", () => {
  const configs = [aConfig(1), { state: "off" as const, monitorId: 2 }].map((config) =>
    ProbeConfig.parse(config),
  );
  expect(readConfigs(readData({ result: { data: configs } }))).toEqual(configs);
  const receipt = { accepted: 1, duplicates: 2, dropped: 3 };
  expect(readReceipt(receipt)).toEqual(receipt);
  const welcome = {
    region: "fra1",
    serverTime: 5,
    controlTargets: ["http://a.example/"],
    contactUrl: "https://b.example/",
  };
  expect(readWelcome(welcome)).toEqual(welcome);
  const beatReply = ProbeBeatReply.parse({ serverTime: 5, changedMonitorIds: [1], changedAll: false });
  expect(readBeatReply(beatReply)).toEqual(beatReply);
});

test.each([
  null,
  {},
  "text",
  [{ state: "on", monitorId: 1 }],
  [{ ...aConfig(1), timeoutMs: "5" }],
  [{ ...aConfig(1), check: { ...aConfig(1).check, url: "no url" } }],
])("%j is no list of configurations", (data) => {
  expect(readConfigs(data)).toBeNull();
});

test("a check of a kind that this version does not know is taken, so that it can become a gap", () => {
  expect(readConfigs([{ ...aConfig(1), check: { kind: "dns" } }])).toHaveLength(1);
});

test.each([null, {}, { accepted: 1 }, { region: 1 }])(
  "%j is no receipt, no welcome and no beat's reply",
  (data) => {
    expect(readReceipt(data)).toBeNull();
    expect(readWelcome(data)).toBeNull();
    expect(readBeatReply(data)).toBeNull();
  },
);
