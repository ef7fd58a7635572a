import { expect, test } from "vitest";
import { StatusLook } from "#contracts/status-page.ts";
import type { SnapshotComponent, SnapshotDay, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { describeBadge } from "./describe-badge.ts";
import { readBadgeRequest } from "./read-badge-request.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;

function day(downMs: number, of: Partial<SnapshotDay> = {}): SnapshotDay {
  return {
    day: "2026-11-22",
    upMs: DAY_MS - downMs,
    degradedMs: 0,
    downMs,
    unknownMs: 0,
    maintenanceMs: 0,
    coverage: 1,
    postIds: [],
    ...of,
  };
}

const component: SnapshotComponent = {
  id: "c1",
  name: "Checkout",
  description: "",
  state: "operational",
  since: 0,
  regions: null,
  days: [...Array.from({ length: 60 }, () => day(864_000)), ...Array.from({ length: 30 }, () => day(0))],
  uptime: { ratio: 0.9933, coverage: 1, days: 90, maintenanceMs: 0 },
  latency: null,
  certificateEndsAt: NOW + 30.5 * DAY_MS,
  p95Ms: 182,
};

function snapshotOf(components: SnapshotComponent[], of: Partial<StatusSnapshot> = {}): StatusSnapshot {
  return {
    page: {
      slug: "acme",
      title: "Acme",
      description: "",
      url: "https://uptick.example/status/acme",
      look: StatusLook.parse({}),
      locales: ["en", "de", "hi"],
      assets: {},
      isPrivate: false,
    },
    generatedAt: NOW,
    judgedAt: NOW,
    delayedSince: null,
    state: "degraded",
    sections: [{ id: "s", name: "", collapsed: false, state: "operational", components }],
    incidents: [],
    maintenance: [],
    announcements: [],
    history: [],
    expiries: [],
    ...of,
  };
}

function badgeOf(path: string, snapshot: StatusSnapshot = snapshotOf([component])) {
  const [file = "", query = ""] = path.split("?");
  const read = readBadgeRequest(file.split("/"), new URLSearchParams(query));
  if (read.kind === "wrong") return read.problem;
  const described = describeBadge(snapshot, read.asked, NOW);
  if (described.kind !== "badge") return described.kind === "wrong" ? described.problem : "missing";
  const { label, message, colour } = described.badge;
  return `${label} | ${message} | ${colour}`;
}

test.each([
  { path: "status.svg", says: "Acme | degraded | yellow" },
  { path: "c1/status.svg", says: "Checkout | operational | green" },
  { path: "c1/status.svg?lang=de", says: "Checkout | in Betrieb | green" },
  { path: "c1/status.svg?label=API&color=blue", says: "API | operational | blue" },
  { path: "c1/status.svg?label=", says: " | operational | green" },
  { path: "c2/status.svg", says: "missing" },
  { path: "c1/uptime.svg?days=30", says: "uptime 30 d | 100% | green" },
  { path: "c1/uptime.json", says: "uptime 90 d | 99.333% | yellow" },
  { path: "p95.svg", says: "response p95 | 182 ms | green" },
  { path: "certificate.svg", says: "certificate | 30 d | green" },
])("$path says $says", ({ path, says }) => {
  expect(badgeOf(path)).toBe(says);
});

test.each([
  { path: "ping.svg", says: "use status, uptime, p95, certificate .svg or .json" },
  { path: "status", says: "use status, uptime, p95, certificate .svg or .json" },
  { path: "a/b/status.svg", says: "use status, uptime, p95, certificate .svg or .json" },
  { path: "status.svg?style=shiny", says: "style: flat, flat-square, plastic, for-the-badge" },
  {
    path: "status.svg?color=url(%23x)",
    says: "color: green, yellow, orange, red, blue, purple, grey, black",
  },
  { path: "status.svg?colour=red", says: "options: style, label, color, labelColor, lang, days" },
  { path: "status.svg?style=flat&style=plastic", says: "an option is given twice" },
  { path: `status.svg?label=${"x".repeat(61)}`, says: "label: 60 characters at most" },
  { path: "uptime.svg?days=7", says: "days: 30, 60, 90" },
  { path: "status.svg?__proto__=1", says: "options: style, label, color, labelColor, lang, days" },
])("$path is refused with $says", ({ path, says }) => {
  expect(badgeOf(path)).toBe(says);
});

test("more days than the page shows are refused", () => {
  const snapshot = snapshotOf([component]);
  const page = { ...snapshot.page, look: StatusLook.parse({ historyDays: 30 }) };
  expect(badgeOf("uptime.svg?days=60", { ...snapshot, page })).toBe("days: the page shows 30");
});

test("what was judged long ago is not said to be well now, and what people wrote of an outage still is", () => {
  const old = { judgedAt: NOW - 6 * 60_000 };
  expect(badgeOf("c1/status.svg", snapshotOf([component], old))).toBe("Checkout | not current | grey");
  expect(badgeOf("c1/status.svg", snapshotOf([component], { delayedSince: NOW }))).toBe(
    "Checkout | not current | grey",
  );
  const down = { ...component, state: "major_outage" as const };
  expect(badgeOf("c1/status.svg", snapshotOf([down], old))).toBe("Checkout | major outage | red");
});

test("a page says the uptime of all its components by time, its slowest and its first certificate", () => {
  const other: SnapshotComponent = {
    ...component,
    id: "c2",
    days: Array.from({ length: 90 }, () => day(0)),
    p95Ms: 1600,
    certificateEndsAt: NOW + 2 * DAY_MS,
  };
  const snapshot = snapshotOf([component, other]);
  expect(badgeOf("uptime.svg", snapshot)).toBe("uptime 90 d | 99.666% | yellow");
  expect(badgeOf("p95.svg", snapshot)).toBe("response p95 | 1,600 ms | orange");
  expect(badgeOf("certificate.svg", snapshot)).toBe("certificate | 2 d | red");
});

test("a component that does not show its uptime does not give it away by a badge", () => {
  const hidden = { ...component, uptime: null, p95Ms: null, certificateEndsAt: null };
  const snapshot = snapshotOf([hidden]);
  expect(badgeOf("uptime.svg", snapshot)).toBe("uptime 90 d | unknown | grey");
  expect(badgeOf("p95.svg", snapshot)).toBe("response p95 | unknown | grey");
  expect(badgeOf("certificate.svg", snapshot)).toBe("certificate | unknown | grey");
});

test("uptime is rounded down, and a certificate that has ended is said to be", () => {
  const nearly = { ...component, days: [day(1)] };
  expect(badgeOf("uptime.svg", snapshotOf([nearly]))).toBe("uptime 90 d | 99.999% | green");
  const ended = { ...component, certificateEndsAt: NOW - 1 };
  expect(badgeOf("certificate.svg", snapshotOf([ended]))).toBe("certificate | expired | red");
});
