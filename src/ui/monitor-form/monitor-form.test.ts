import { expect, test } from "vitest";
import { changeKind, regionsFor, withPaste } from "./change-kind.ts";
import { withValue } from "./check-fields-context.ts";
import type { DraftRecord } from "./draft.ts";
import { type FormValues, newMonitorValues } from "./form-values.ts";
import { resolveMonitorForm, testProblems } from "./resolve-monitor-form.ts";
import { readPaste } from "./smart-paste.ts";
import { formatStatusText, parseStatusText } from "./status-text.ts";
import { suggestName } from "./suggest-name.ts";

test.each([
  [
    "200-299, 301",
    [
      { from: 200, to: 299 },
      { from: 301, to: 301 },
    ],
  ],
  ["204", [{ from: 204, to: 204 }]],
  [
    " 200 - 204 ; 404 ",
    [
      { from: 200, to: 204 },
      { from: 404, to: 404 },
    ],
  ],
  [
    "200 201",
    [
      { from: 200, to: 200 },
      { from: 201, to: 201 },
    ],
  ],
  ["200–299", [{ from: 200, to: 299 }]],
])("the status text %s is read", (text, ranges) => {
  expect(parseStatusText(text)).toEqual({ kind: "ranges", ranges });
});

test.each([
  ["", "Name at least one"],
  ["2xx", "“2xx” is not a status"],
  ["200, 99", "“99” is not a status"],
  ["600", "outside 100 to 599"],
  ["299-200", "must start at its lower end"],
])("the status text %j is refused with a reason", (text, reason) => {
  const parsed = parseStatusText(text);
  expect(parsed.kind === "wrong" ? parsed.message : "read").toContain(reason);
});

test("ranges that are written can be read back", () => {
  const ranges = [
    { from: 200, to: 299 },
    { from: 418, to: 418 },
  ];
  expect(parseStatusText(formatStatusText(ranges))).toEqual({ kind: "ranges", ranges });
});

const blank = newMonitorValues(["local-1"]);
const filled: FormValues = {
  ...blank,
  name: "Example",
  check: { ...blank.check, url: "https://example.com/health" },
};

function problemsOf(values: FormValues) {
  const read = resolveMonitorForm(values);
  return read.kind === "problems" ? read.problems : {};
}

test("a filled form becomes the input of the contract", () => {
  expect(resolveMonitorForm(filled)).toMatchObject({
    kind: "input",
    input: { name: "Example", intervalSec: 60, timeoutMs: 10_000, regions: ["local-1"] },
  });
});

test.each<{ name: string; change: Partial<FormValues>; check?: DraftRecord; field: string }>([
  { name: "a URL without a host", change: {}, check: { url: "example" }, field: "check.url" },
  { name: "an empty name", change: { name: " " }, field: "name" },
  { name: "an interval of 9 s", change: { intervalSec: "9", timeoutSec: "5" }, field: "intervalSec" },
  { name: "an empty interval", change: { intervalSec: "" }, field: "intervalSec" },
  { name: "half a second of interval", change: { intervalSec: "10.5" }, field: "intervalSec" },
  {
    name: "a timeout longer than the interval",
    change: { intervalSec: "10", timeoutSec: "11" },
    field: "timeoutMs",
  },
  { name: "no region", change: { regions: [] }, field: "regions" },
  {
    name: "an unreadable status",
    change: {},
    check: { expectedStatus: "ok" },
    field: "check.expectedStatus",
  },
  {
    name: "a keyword rule without text",
    change: {},
    check: { keyword: { mode: "present", text: "" } },
    field: "check.keyword.text",
  },
  { name: "a body on GET", change: {}, check: { body: "x" }, field: "check.body" },
  {
    name: "a header with spaces",
    change: {},
    check: {
      headers: [
        { name: "X-Ok", value: "" },
        { name: "not allowed", value: "" },
      ],
    },
    field: "check.headers.1.name",
  },
  {
    name: "an assertion that compares with no number",
    change: {},
    check: {
      assertions: { match: "all", list: [{ source: "status", name: "", comparison: "less", expected: "x" }] },
    },
    field: "check.assertions.list.0.expected",
  },
])("$name is a problem at its field", ({ change, check = {}, field }) => {
  const values = { ...filled, ...change, check: { ...filled.check, ...check } };
  expect(Object.keys(problemsOf(values))).toEqual([field]);
});

test("a test needs the check and the regions, not the name", () => {
  const problems = problemsOf({ ...blank, regions: [] });
  expect(Object.keys(problems).sort()).toEqual(["check.url", "name", "regions"]);
  expect(Object.keys(testProblems(problems)).sort()).toEqual(["check.url", "regions"]);
});

test("a value deep in a list is replaced, and what is beside it stays the same object", () => {
  const steps: DraftRecord[] = [{ url: "a", headers: [] }, { url: "b" }];
  const before: DraftRecord = { steps, tls: { verify: true } };
  const after = withValue(before, ["steps", "0", "url"], "c") as DraftRecord;
  expect(after).toEqual({ ...before, steps: [{ url: "c", headers: [] }, { url: "b" }] });
  expect(after.tls).toBe(before.tls);
});

const place = {
  name: "A",
  enabled: true,
  isPrivate: false,
  standing: "reporting",
  sickBecause: null,
} as const;
const node = { ...place, code: "fra1", runtime: "node" as const, kinds: ["http", "tcp", "tls"] as const };
const edge = { ...place, code: "iad1", runtime: "edge" as const, kinds: ["http", "dns"] as const };
const regions = [
  { ...node, kinds: [...node.kinds] },
  { ...edge, kinds: [...edge.kinds] },
];

test("another kind keeps the host and takes the regions that can run it", () => {
  const tcp = changeKind({ ...blank, regions: ["fra1", "iad1"] }, "tcp", regions);
  expect(tcp.regions).toEqual(["fra1"]);
  const typed = { ...tcp, check: { ...tcp.check, host: "db.example.com", port: "5432" } };
  expect(changeKind(typed, "tls", regions).check).toMatchObject({ host: "db.example.com", port: "443" });
  expect(changeKind(typed, "dns", regions).check).toMatchObject({ name: "db.example.com" });
  expect(regionsFor(blank, regions)).toEqual(["fra1", "iad1"]);
});

test("a kind that must not be asked often begins with an interval that it may have", () => {
  const domain = changeKind(blank, "domain", []);
  expect(domain.intervalSec).toBe("86400");
  expect(changeKind(domain, "http", []).intervalSec).toBe("60");
});

test("what is pasted into a check of the same kind keeps what else was set", () => {
  const pasted = readPaste("postgres://db.example.com/shop");
  if (pasted === null) throw new Error("Nothing was read.");
  const database = changeKind(blank, "database", []);
  const values = { ...database, check: { ...database.check, query: "SELECT 1" } };
  expect(withPaste(values, pasted, []).check).toMatchObject({
    ...{ engine: "postgres", host: "db.example.com", port: "5432", database: "shop", query: "SELECT 1" },
  });
});

test.each([
  [{ url: "https://www.example.com:8443/path" }, "http", "example.com:8443"],
  [{ url: "https:/" }, "http", ""],
  [{ host: "db.example.com", port: "5432" }, "tcp", "db.example.com"],
  [{ host: "db.example.com", port: "4711" }, "tcp", "db.example.com:4711"],
  [{ name: "example.com", recordType: "MX" }, "dns", "MX example.com"],
  [{}, "heartbeat", ""],
] as const)("the name of %j as a %s check is %s", (fields, kind, name) => {
  expect(suggestName({ ...newMonitorValues([], kind).check, ...fields, kind })).toBe(name);
});
