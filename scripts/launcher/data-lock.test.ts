import { expect, test } from "vitest";
import { decideLock } from "./data-lock.ts";

const holder = JSON.stringify({ pid: 42, started: "100" });

test("an unlocked folder is taken", () => {
  expect(decideLock(null, () => true)).toEqual({ kind: "take" });
});

test("a folder whose launcher runs is refused, and the launcher named", () => {
  expect(decideLock(holder, ({ pid, started }) => pid === 42 && started === "100")).toEqual({
    kind: "refuse",
    pid: 42,
  });
});

test("the lock of a killed launcher is recovered, also when another process has its number now", () => {
  expect(decideLock(holder, ({ started }) => started === "200")).toEqual({ kind: "recover" });
});

test("a damaged lock is recovered", () => {
  expect(decideLock('{"pid":', () => true)).toEqual({ kind: "recover" });
});
