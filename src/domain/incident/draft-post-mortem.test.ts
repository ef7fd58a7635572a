import { expect, test } from "vitest";
import { draftPostMortem } from "./draft-post-mortem.ts";

const at = Date.UTC(2026, 10, 21, 10, 2, 3);
const facts: Parameters<typeof draftPostMortem>[0] = {
  title: "Shop",
  severity: "critical",
  openedAt: at,
  firstFailedAt: at - 12_000,
  acknowledgedAt: at + 60_000,
  acknowledgedBy: "ada@example.com",
  closedAt: at + 3_600_000,
  cause: "Down: 2 of 3 regions fail.",
  causedBy: null,
  monitor: { id: "m", name: "Shop" },
  affected: [],
  events: [
    {
      id: "e2",
      at: at + 60_000,
      kind: "acknowledged",
      region: null,
      actor: "ada@example.com",
      message: "Seen.",
    },
    {
      id: "e1",
      at: at - 12_000,
      kind: "first_failure",
      region: "fra1",
      actor: null,
      message: "Status | 503",
    },
  ],
  told: [],
  evidence: [],
};

test("the draft says what, when, for how long, and lists every step in order", () => {
  const draft = draftPostMortem(facts, at);
  expect(draft.startsWith("# Shop\n")).toBe(true);
  expect(draft).toContain("- First failed check: 2026-11-21 10:01:51\n");
  expect(draft).toContain("- Duration: 1 h 12 s\n");
  expect(draft).toContain("- Acknowledged: 2026-11-21 10:03:03 by ada@example.com\n");
  const rows = draft.split("\n").filter((line) => line.startsWith("| 2026"));
  expect(rows).toEqual([
    "| 2026-11-21 10:01:51 | fra1: Status \\| 503 | Uptick |",
    "| 2026-11-21 10:03:03 | Seen. | ada@example.com |",
  ]);
  for (const heading of ["What happened", "When", "Impact", "Timeline", "Contributing factors"]) {
    expect(draft).toContain(`## ${heading}\n`);
  }
});

test("what goes on lasts until now, and a name cannot break out of its line", () => {
  const draft = draftPostMortem({ ...facts, title: "A\n# <b>B</b>", closedAt: null }, at + 1_000);
  expect(draft.split("\n")[0]).toBe("# A \\# \\<b\\>B\\</b\\>");
  expect(draft).toContain("- Not resolved yet\n- Duration: 13 s\n");
});
