import { expect, test } from "vitest";
import { findStorageConditions, type StorageSeen } from "./find-storage-conditions.ts";

const HOUR_MS = 3_600_000;
const NOW = 1_800_000_000_000;
const daily = (ageHours: number, failure: string | null = null): StorageSeen => ({
  backup: { everyMs: 24 * HOUR_MS, lastMs: NOW - ageHours * HOUR_MS, failure },
  exportWaits: null,
});
const waiting = (hours: number): StorageSeen => ({
  backup: null,
  exportWaits: { sinceMs: NOW - hours * HOUR_MS, reason: "No space left.", dropsAtMs: NOW + HOUR_MS },
});

test.each<{ name: string; seen: StorageSeen; keys: string[] }>([
  { name: "nothing is kept outside", seen: { backup: null, exportWaits: null }, keys: [] },
  { name: "a daily backup of 30 hours ago is late, not lost", seen: daily(30), keys: [] },
  { name: "a daily backup of 32 hours ago is too old", seen: daily(32), keys: ["backup"] },
  { name: "an export that has failed for half an hour", seen: waiting(0.5), keys: [] },
  { name: "an export that has failed for two hours", seen: waiting(2), keys: ["tick_export"] },
])("$name", ({ seen, keys }) => {
  expect(findStorageConditions(seen, NOW).map(({ key }) => key)).toEqual(keys);
});

test("the alert says why the last attempt failed", () => {
  expect(findStorageConditions(daily(48, "Access denied."), NOW)[0]?.cause).toContain(
    "It failed: Access denied.",
  );
});
