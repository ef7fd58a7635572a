import fc from "fast-check";
import { expect, test } from "vitest";
import { HostGate } from "./host-gate.ts";

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
        gate.enter(visitor.host, () => {
          running.push(visitor);
          started.push(visitor);
        });
        check();
      }
      for (const pick of picks) {
        const [left] = running.splice(pick % Math.max(1, running.length), 1);
        if (left) gate.leave(left.host);
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
  for (const number of [1, 2, 3, 4, 5]) gate.enter("a", () => started.push(number));
  for (const expected of [3, 4, 5]) {
    gate.leave("a");
    expect(started.at(-1)).toBe(expected);
  }
});
