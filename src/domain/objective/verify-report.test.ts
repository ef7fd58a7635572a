import { expect, test, vi } from "vitest";
import type { SlaReport } from "#contracts/sla-report.ts";
import { anSlaReport, sha256 } from "#testing/sla-report-builder.ts";
import { type Canonical, canonicalJson } from "./canonical-json.ts";
import { verifyReport } from "./verify-report.ts";

/** Others may share the machine. */
vi.setConfig({ testTimeout: 60_000 });

async function codesOf(document: unknown): Promise<string[]> {
  const { findings } = await verifyReport(JSON.stringify(document), sha256);
  return [...new Set(findings.map(({ code }) => code))];
}

/** As a forger would hand it out: with a digest that fits. */
async function redigest(report: SlaReport): Promise<SlaReport> {
  const { digest: _, ...sealed } = report;
  return { ...sealed, digest: await sha256(canonicalJson(sealed)) };
}

type Path = (string | number)[];

function leavesOf(value: Canonical, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
}

/** Another value of the same kind, so that the schema has nothing to say. */
function changeAt(report: SlaReport, path: Path): SlaReport {
  const copy = structuredClone(report);
  let place = copy as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) place = place[String(key)] as Record<string, unknown>;
  const key = String(path.at(-1));
  const value = place[key];
  if (typeof value === "number") place[key] = value + 1;
  else if (typeof value === "boolean") place[key] = !value;
  else if (value === null) place[key] = 1;
  else place[key] = String(value).replace(/[0-9a-z]/i, (first) => (first === "1" ? "2" : "1"));
  return copy;
}

test.each([{}, { counting: "average" as const }, { hours: null, excludeMaintenance: false }])(
  "a report that nobody touched is found good: %j",
  async (objective) => {
    const report = await anSlaReport(objective);
    const verified = await verifyReport(JSON.stringify(report, null, 2), sha256);
    expect(verified).toMatchObject({ findings: [], unsealed: 0 });
    expect(verified.links).toBe(33 + 23);
    expect(report.result.downMs).toBeGreaterThan(0);
    expect(report.result.unknownMs).toBeGreaterThan(0);
  },
);

test("whatever single value is changed is found", async () => {
  const report = await anSlaReport();
  const leaves = leavesOf(report as unknown as Canonical).filter(
    (path) => path[0] !== "chains" || Number(path[3] ?? 0) < 6,
  );
  const missed: string[] = [];
  for (const path of leaves) {
    if ((await codesOf(changeAt(report, path))).length === 0) missed.push(path.join("."));
  }
  expect(leaves.length).toBeGreaterThan(200);
  expect(missed).toEqual([]);
});

const PROSE =
  /^(id|madeBy|objective\.(id|name)|exclusions\.\d+\.(reason|by|atMs)|monitors\.\d+\.name|incidents\.)/;

test("a forger who computes a new digest is found by every figure, though not by names and reasons", async () => {
  const report = await anSlaReport();
  const leaves = leavesOf(report as unknown as Canonical).filter(
    (path) =>
      path[0] !== "digest" &&
      !PROSE.test(path.join(".")) &&
      (path[0] !== "chains" || Number(path[3] ?? 0) < 6),
  );
  const missed: string[] = [];
  for (const path of leaves) {
    if ((await codesOf(await redigest(changeAt(report, path)))).length === 0) missed.push(path.join("."));
  }
  // The month was over: when exactly the report was made follows from nothing.
  expect(missed).toEqual(["madeAtMs"]);
});

test.each<{ name: string; forge: (report: SlaReport) => void; code: string }>([
  {
    name: "an outage taken out of a day",
    code: "link_hash",
    forge: (report) => editDay(report, '"down"', '"up"'),
  },
  { name: "a link left out", code: "link_order", forge: (report) => report.chains[0]?.links.splice(7, 1) },
  { name: "the last day left out", code: "day_missing", forge: (report) => report.chains[0]?.links.pop() },
  { name: "a monitor left out", code: "monitors", forge: (report) => report.chains.pop() },
  {
    name: "an exclusion added",
    code: "counted",
    forge: (report) => report.exclusions.push(excluded(report)),
  },
  {
    name: "fewer hours",
    code: "counted",
    forge: (report) => Object.assign(report.objective, { hours: null }),
  },
])("$name is found", async ({ forge, code }) => {
  const report = await anSlaReport();
  forge(report);
  expect(await codesOf(await redigest(report))).toContain(code);
});

function editDay(report: SlaReport, from: string, to: string): void {
  const link = report.chains[0]?.links.find(({ body }) => body.includes(from));
  if (link) link.body = link.body.replace(from, to);
}

function excluded({ period }: SlaReport): SlaReport["exclusions"][number] {
  return { fromMs: period.fromMs, toMs: period.fromMs + 86_400_000, reason: "Holiday", by: "me", atMs: 1 };
}

test.each([
  ["no JSON", "{", "not_json"],
  ["another file", "{}", "not_a_report"],
])("%s is refused", async (_, text, code) => {
  expect((await verifyReport(text, sha256)).findings[0]?.code).toBe(code);
});
