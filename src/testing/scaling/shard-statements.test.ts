import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { NOT_SPLIT, SPLIT_BY_MONITOR } from "./shard-key.ts";

const SERVER = fileURLToPath(new URL("../../server", import.meta.url));
const TABLES = [...SPLIT_BY_MONITOR, ...NOT_SPLIT].filter(({ isTickPath }) => isTickPath);
const TABLE = `(${TABLES.map(({ table }) => table).join("|")})`;

/** Of those that are not split yet only this is read for every check. */
const SPLIT_NEXT = "assignment";

/** Statements of ingest, schedule, sweep and roll-up that do not start from monitors: each shard answers for its own. */
const OF_ALL_MONITORS = [
  { in: "slot-sql.ts", reads: "assignment", reason: "the schedule walks what is due, whoever it belongs to" },
  { in: "rollup-store.ts", reads: "assignment", reason: "an hour is counted for all, by monitor and region" },
  { in: "rollup-store.ts", reads: "gap", reason: "as above" },
  {
    in: "rollup-store.ts",
    reads: "rollup_hour",
    reason: "a day is the sum of its hours, by monitor and region",
  },
  { in: "retention-store.ts", reads: "rollup_hour", reason: "what is too old goes, whoever it belongs to" },
  { in: "retention-store.ts", reads: "assignment", reason: "as above" },
  { in: "baseline-store.ts", reads: "monitor_baseline", reason: "as above" },
  {
    in: "sweep-store.ts",
    reads: "tick",
    reason: "what came in a span, joined to what was due by the monitor",
  },
  { in: "sweep-store.ts", reads: "assignment", reason: "the first grid of all, once" },
];
const TICK_PATH = [
  "baseline-store.ts",
  "finding-store.ts",
  "gap-store.ts",
  "incident-open-store.ts",
  "judged-monitor-store.ts",
  "reading-store.ts",
  "recent-tick-store.ts",
  "retention-store.ts",
  "rollup-store.ts",
  "schedule-store.ts",
  "slot-sql.ts",
  "sweep-store.ts",
  "tick-store.ts",
  "verdict-store.ts",
];

type Mention = { file: string; table: string; condition: string };

const SOURCES = readdirSync(SERVER, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
  .map((path) => ({ file: basename(path), text: readFileSync(join(SERVER, path), "utf8") }));

/** Where a table is named after a keyword, with the rest of the statement at that depth of brackets. */
function mentionsAfter(keyword: string): Mention[] {
  const pattern = new RegExp(`\\b${keyword} ${TABLE}\\b(?![(.])`, "g");
  return SOURCES.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map((found) => ({
      file,
      table: found[1] ?? "",
      condition: restOf(text, found.index + found[0].length),
    })),
  );
}

function restOf(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (depth < 0 || sign === "`" || sign === ";" || text.startsWith('",', at)) return text.slice(from, at);
  }
  return text.slice(from);
}

function untilNextJoin(condition: string): string {
  return condition.split(/\b(?:LEFT JOIN|CROSS JOIN|JOIN|WHERE|GROUP BY|ORDER BY|LIMIT)\b/)[0] ?? "";
}

const nameOf = ({ file, table, condition }: Mention) => `${file}: ${table} ${condition.slice(0, 120)}`;

test("whatever joins a table of the tick path joins it by the monitor", () => {
  const joins = mentionsAfter("JOIN");
  expect(joins.length).toBeGreaterThan(25);
  const byOther = joins.filter(({ condition }) => !/\bmonitor_id\b/.test(untilNextJoin(condition)));
  expect(byOther.map(nameOf)).toEqual([]);
});

test("whatever is written to a table of the tick path says of which monitor, and clashes within it", () => {
  const inserts = mentionsAfter("INSERT INTO");
  expect(inserts.length).toBeGreaterThan(9);
  for (const insert of inserts) {
    expect(/^(?: AS \w+)?\s*\([^)]*\bmonitor_id\b/.test(insert.condition), nameOf(insert)).toBe(true);
    const target = /ON CONFLICT \((\w+)/.exec(insert.condition)?.[1] ?? "monitor_id";
    expect(target, nameOf(insert)).toBe("monitor_id");
  }
});

test("whatever changes or removes rows of single checks names their monitor, or goes by age", () => {
  const changes = [...mentionsAfter("UPDATE"), ...mentionsAfter("DELETE FROM")].filter(isOfChecks);
  const named = changes.filter(({ condition }) => /\bmonitor_id\b/.test(condition));
  const byAge = changes.filter(({ condition }) => !/\bmonitor_id\b/.test(condition));
  expect(named.map(({ table }) => table)).toEqual(expect.arrayContaining(["monitor_state", "gap"]));
  expect(byAge.filter((change) => !isForAll(change)).map(nameOf)).toEqual([]);
});

test("the tick path reads by the monitor, but for what is listed with its reason", () => {
  const reads = mentionsAfter("FROM").filter(({ file }) => TICK_PATH.includes(file));
  const forAll = reads.filter(({ condition }) => !/\bmonitor_id\b/.test(condition));
  expect(reads.length - forAll.length).toBeGreaterThan(10);
  expect(forAll.filter((read) => !isForAll(read)).map(nameOf)).toEqual([]);
  for (const listed of OF_ALL_MONITORS) {
    const isStill = forAll.some(({ file, table }) => file === listed.in && table === listed.reads);
    expect(isStill, `${listed.in}: ${listed.reads}`).toBe(true);
  }
});

function isOfChecks({ table }: Mention): boolean {
  return table === SPLIT_NEXT || SPLIT_BY_MONITOR.some((split) => split.table === table);
}

function isForAll({ file, table }: Mention): boolean {
  return OF_ALL_MONITORS.some((listed) => listed.in === file && listed.reads === table);
}
