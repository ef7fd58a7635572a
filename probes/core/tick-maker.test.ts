import { expect, test } from "vitest";
import type { Finding } from "#contracts/tick.ts";
import { aConfig, aJob, anObservation } from "../testing/probe-rig.ts";
import { TickMaker } from "./tick-maker.ts";

const HOUR_MS = 3_600_000;
const FROM = 1_900_000_000_000;

function make(maker: TickMaker, startedAt: number, findings: readonly Finding[], monitorId = 1) {
  const observation = { ...anObservation(), findings };
  return maker.make({ job: aJob(monitorId, startedAt), config: aConfig(monitorId), observation, startedAt })
    .tick;
}

const issuer = (value: string): Finding[] => [{ key: "certificateIssuer", value }];

test("findings go out once, again when they change, and once an hour", () => {
  const maker = new TickMaker();
  expect(make(maker, FROM, issuer("A")).findings).toEqual(issuer("A"));
  expect(make(maker, FROM + 20_000, issuer("A"))).not.toHaveProperty("findings");
  expect(make(maker, FROM + 40_000, issuer("B")).findings).toEqual(issuer("B"));
  expect(make(maker, FROM + 60_000, issuer("B"))).not.toHaveProperty("findings");
  expect(make(maker, FROM + 40_000 + HOUR_MS - 1, issuer("B"))).not.toHaveProperty("findings");
  expect(make(maker, FROM + 40_000 + HOUR_MS, issuer("B")).findings).toEqual(issuer("B"));
  expect(make(maker, FROM + 60_000 + HOUR_MS, issuer("B"))).not.toHaveProperty("findings");
});

test("monitors do not hide each other's findings", () => {
  const maker = new TickMaker();
  make(maker, FROM, issuer("A"), 1);
  expect(make(maker, FROM, issuer("A"), 2).findings).toEqual(issuer("A"));
});

test("a check that found nothing this time forgets nothing", () => {
  const maker = new TickMaker();
  make(maker, FROM, issuer("A"));
  expect(make(maker, FROM + 20_000, [])).not.toHaveProperty("findings");
  expect(make(maker, FROM + 40_000, issuer("A"))).not.toHaveProperty("findings");
});
