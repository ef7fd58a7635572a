import { expect, test } from "vitest";
import type { IncidentDetail } from "#contracts/incident.ts";
import { writeIncidentReport } from "./write-incident-report.ts";

const at = Date.UTC(2026, 10, 21, 10, 2, 3);
const incident: IncidentDetail = {
  id: "i",
  kind: "automatic",
  state: "resolved",
  title: "Shop",
  severity: "critical",
  worst: "down",
  openedAt: at,
  closedAt: at + 3_600_000,
  cause: "Down: 2 of 3 regions fail.",
  monitor: { id: "m", name: "Shop" },
  acknowledgedBy: "ada@example.com",
  assignee: null,
  causedBy: { id: "p", title: "Gateway" },
  affectedCount: 0,
  isMerged: false,
  firstFailedAt: at - 12_000,
  acknowledgedAt: at + 60_000,
  assigneeId: null,
  mergedInto: null,
  affected: [],
  events: [
    {
      id: "2",
      at: at + 60_000,
      kind: "acknowledged",
      region: null,
      actor: "ada@example.com",
      message: "Seen.",
    },
    { id: "1", at: at - 12_000, kind: "first_failure", region: "fra1", actor: null, message: "Status | 503" },
  ],
  told: [
    {
      id: "d",
      channelId: "c",
      channelName: "Ops | mail",
      channelKind: "email",
      incidentId: "i",
      monitor: null,
      about: "Shop",
      event: "down",
      status: "failed",
      heldBecause: null,
      leaderId: null,
      request: { method: "POST", url: "https://hook/CANARY", headers: { key: "CANARY" }, body: "CANARY" },
      attempts: 3,
      nextAt: null,
      lastError: "refused",
      responseStatus: 500,
      responseBody: "CANARY",
      latencyMs: 4,
      createdAt: at + 1_000,
      sentAt: null,
    },
  ],
  evidence: [
    {
      region: "fra1",
      tick: {
        monitorId: 1,
        configVersion: 1,
        scheduledAt: at,
        origin: "scheduled",
        lateMs: 0,
        outcome: "status",
        status: 503,
        totalUs: 42_400,
        dnsUs: null,
        connectUs: null,
        tlsUs: null,
        ttfbUs: null,
        transferUs: null,
        bytes: 10,
      },
      evidence: {
        message: "503 Service Unavailable",
        remoteAddress: "10.0.0.CANARY",
        resolvedAddresses: [],
        redirects: [{ status: 302, location: "https://shop/?token=CANARY" }],
        responseHeaders: [["set-cookie", "CANARY"]],
        bodySample: "CANARY",
        certificate: null,
        transcript: "> CANARY",
      },
    },
  ],
  merged: [],
  caused: [],
  postMortem: "## Why\n\nA deploy.",
  telling: [],
  nextStepAt: null,
  nextReminderAt: null,
};

test("the report has every step with how long after the beginning it was, and who was told", () => {
  const report = writeIncidentReport(incident, at + 7_200_000);
  expect(report).toContain(
    "- Began: 2026-11-21 10:01:51 UTC\n- Opened: 2026-11-21 10:02:03 UTC, after 12 s\n",
  );
  expect(report).toContain("- Resolved: 2026-11-21 11:02:03 UTC, after 1 h 12 s\n- Duration: 1 h 12 s\n");
  expect(report).toContain("- Follows from: Gateway\n");
  expect(report.split("\n").filter((line) => line.startsWith("| 2026"))).toEqual([
    "| 2026-11-21 10:01:51 | 0 s | fra1: Status \\| 503 | Uptick |",
    "| 2026-11-21 10:03:03 | 1 min 12 s | Seen. | ada@example.com |",
    "| 2026-11-21 10:02:04 | Ops \\| mail | down | failed | 3 | refused |",
    "| 2026-11-21 10:02:03 | fra1 | status | 503 | 42 ms | 503 Service Unavailable |",
  ]);
  expect(report).toContain("## Post-mortem\n\n## Why\n\nA deploy.\n");
});

test("what was sent and received stays in Uptick", () => {
  expect(writeIncidentReport(incident, at)).not.toContain("CANARY");
});

test("what goes on has no end yet, and a name cannot break out of its line", () => {
  const report = writeIncidentReport(
    {
      ...incident,
      title: "A\n# <b>B</b>",
      closedAt: null,
      told: [],
      telling: ["Nobody was told: no channel."],
    },
    at + 1_000,
  );
  expect(report.split("\n")[0]).toBe("# Incident report: A \\# \\<b\\>B\\</b\\>");
  expect(report).toContain("- Resolved: not yet\n- Duration: 13 s so far\n");
  expect(report).toContain("Nobody was told: no channel.");
});
