import fc from "fast-check";
import { expect, test } from "vitest";
import { HostGate, type Lane } from "./host-gate.ts";

const laneOf = (host: string) => ({ host, isUrgent: false });

test("the limits hold at every moment and everyone gets in", () => {
  const hosts = fc.array(fc.nat(4), { maxLength: 60 });
  fc.assert(
    fc.property(hosts, fc.array(fc.nat(1000), { minLength: 80, maxLength: 80 }), (arrivals, picks) => {
      const gate = new HostGate({ maxInFlight: 4, maxPerHost: 2 });
      const running: { host: string; number: number }[] = [];
      const started: { host: string; number: number }[] = [];
      const check = () => {
        expect(running.length).toBeLessThanOrEqual(4);
        expect(gate.inFlight).toBe(running.length);
        for (const { host } of running) {
          expect(running.filter((one) => one.host === host).length).toBeLessThanOrEqual(2);
        }
      };
      for (const [number, name] of arrivals.entries()) {
        const visitor = { host: `h${name}`, number };
        gate.enter(laneOf(visitor.host), () => {
          running.push(visitor);
          started.push(visitor);
        });
        check();
      }
      for (const pick of picks) {
        const [left] = running.splice(pick % Math.max(1, running.length), 1);
        if (left) gate.leave(laneOf(left.host));
        check();
      }
      expect(started).toHaveLength(arrivals.length);
      expect(gate).toMatchObject({ inFlight: 0, waiting: 0 });
    }),
  );
});

test("one host's checks start in the order in which they came", () => {
  const gate = new HostGate({ maxInFlight: 10, maxPerHost: 2 });
  const started: number[] = [];
  for (const number of [1, 2, 3, 4, 5]) gate.enter(laneOf("a"), () => started.push(number));
  for (const expected of [3, 4, 5]) {
    gate.leave(laneOf("a"));
    expect(started.at(-1)).toBe(expected);
  }
});

test("D5: thousands of targets that hang hold up nobody whose target answers", () => {
  const gate = new HostGate({ maxInFlight: 100, maxPerHost: 2 });
  const hung: Lane[] = [];
  for (let n = 0; n < 5_000; n += 1) {
    const lane = { host: `dead-${n}`, isUrgent: false, hangs: true };
    gate.enter(lane, () => hung.push(lane));
  }
  expect(hung).toHaveLength(50);
  for (let n = 0; n < 1_000; n += 1) {
    let started = false;
    gate.enter(laneOf(`well-${n}`), () => (started = true));
    expect(started).toBe(true);
    gate.leave(laneOf(`well-${n}`));
  }
  for (let n = 0; n < 50; n += 1) gate.enter(laneOf(`busy-${n}`), () => undefined);
  for (let n = 0; n < hung.length; n += 1) gate.leave(hung[n] as Lane);
  expect(hung).toHaveLength(5_000);
  expect(gate).toMatchObject({ inFlight: 50, waiting: 0 });
});

test("an urgent check starts at once while scheduled ones of its host hang and the probe is full", () => {
  const gate = new HostGate({ maxInFlight: 3, maxPerHost: 2 });
  for (let n = 0; n < 5; n += 1) gate.enter(laneOf("a"), () => undefined);
  gate.enter(laneOf("b"), () => undefined);
  let started = 0;
  for (let n = 0; n < 12; n += 1) gate.enter({ host: "a", isUrgent: true }, () => (started += 1));
  expect(started).toBe(10);
  gate.leave({ host: "a", isUrgent: true });
  expect(started).toBe(11);
  expect(gate).toMatchObject({ inFlight: 13, waiting: 4 });
});
