import { expect, test } from "vitest";
import { aSnapshotPost } from "#testing/status-snapshots.ts";
import { groupPastDays } from "./group-past-days.ts";
import { makeWords } from "./make-words.ts";

const NOW = Date.UTC(2026, 10, 22, 14);

test("days on which nothing happened stand together", () => {
  const post = aSnapshotPost({ startsAt: NOW - 2 * 86_400_000 });
  const { dayKey } = makeWords("en", "UTC");
  expect(groupPastDays({ posts: [post], days: 6, nowMs: NOW, dayKey })).toEqual([
    { from: "2026-11-21", to: "2026-11-22", posts: [] },
    { from: "2026-11-20", to: "2026-11-20", posts: [post] },
    { from: "2026-11-17", to: "2026-11-19", posts: [] },
  ]);
});

test("a day is one of the page's zone", () => {
  const post = aSnapshotPost({ startsAt: Date.UTC(2026, 10, 21, 20) });
  const { dayKey } = makeWords("en", "Asia/Kolkata");
  const [today] = groupPastDays({ posts: [post], days: 3, nowMs: NOW, dayKey });
  expect(today).toEqual({ from: "2026-11-22", to: "2026-11-22", posts: [post] });
});
