import { expect, test } from "vitest";
import type { AuditReport } from "#contracts/view.ts";
import { judgeAudit } from "./judge-audit.ts";

const report: AuditReport = {
  fromMs: 0,
  toMs: 1,
  expected: 10,
  ticks: 9,
  gaps: 1,
  unaccounted: 0,
  doubled: 0,
  lines: [],
};

test.each<{ name: string; over: Partial<AuditReport>; is: ReturnType<typeof judgeAudit> }>([
  { name: "results and gaps make up what was due", over: {}, is: "balanced" },
  { name: "one slot is missing", over: { ticks: 8, unaccounted: 1 }, is: "open" },
  { name: "one slot has two results", over: { doubled: 1 }, is: "open" },
  { name: "nothing was due", over: { expected: 0, ticks: 0, gaps: 0 }, is: "empty" },
  { name: "nothing was due and yet there is a double", over: { expected: 0, doubled: 1 }, is: "open" },
])("an audit where $name is $is", ({ over, is }) => {
  expect(judgeAudit({ ...report, ...over })).toBe(is);
});
