import { expect, test } from "vitest";
import { ImportProblem } from "../import-problem.ts";
import { parseCsv } from "./parse-csv.ts";

function rows(text: string) {
  return parseCsv(text).document.monitors.map(({ name, check, intervalSec, timeoutMs, tags, paused }) => ({
    name,
    kind: check.kind,
    intervalSec,
    timeoutMs,
    tags,
    paused,
  }));
}

test("headings are known by many names, and values have units", () => {
  const text =
    "Friendly Name;URL;Check Interval;Timeout_ms;Tags;Disabled\n" +
    'Shop;https://shop.example.com;5m;4000;"web, EU";no\n' +
    "Database;db.example.com:5432;30;;;yes\n";
  expect(rows(text)).toEqual([
    { name: "Shop", kind: "http", intervalSec: 300, timeoutMs: 4000, tags: ["web", "eu"], paused: false },
    { name: "Database", kind: "tcp", intervalSec: 30, timeoutMs: 10_000, tags: [], paused: true },
  ]);
});

test.each([
  ["example.com", "http"],
  ["https://example.com/a", "http"],
  ["wss://example.com/live", "websocket"],
  ["192.0.2.7", "ping"],
  ["ping://example.com", "ping"],
  ["[2001:db8::1]:22", "tcp"],
])("%s without a kind is a check of the kind %s", (target, kind) => {
  if (target.startsWith("[")) return expect(rows(`host,kind,port\n${target},tcp,\n`)[0]?.kind).toBe(kind);
  expect(rows(`host\n${target}\n`)[0]?.kind).toBe(kind);
});

test("a line that fits nothing is named, and the others are made", () => {
  const { document, warnings } = parseCsv(
    "name,url,type\nA,https://a.example.com,http\nB,b.example.com,sctp\nC,,http\n",
  );
  expect(document.monitors).toHaveLength(1);
  expect(warnings).toEqual([
    { item: "B", kind: "skipped", message: "Line 3: Uptick has no check of the kind sctp." },
    { item: "C", kind: "skipped", message: "Line 4 has no address." },
  ]);
});

test("two lines of the same name are two monitors with keys of their own", () => {
  const { document } = parseCsv("name,url\nA,https://a.example.com\nA,https://b.example.com\n");
  expect(document.monitors.map(({ key }) => key)).toEqual(["a", "a-2"]);
});

test.each([
  ["", "empty"],
  ["colour,shape\nred,round\n", "The first line names the columns"],
  [`url\n${"https://a.example.com\n".repeat(5001)}`, "5000 lines at most"],
])("a file that is none is refused in words", (text, said) => {
  expect(() => parseCsv(text)).toThrow(ImportProblem);
  expect(() => parseCsv(text)).toThrow(said);
});

test("names that would deceive a reader are made harmless, and formulas are only text", () => {
  const { document } = parseCsv('name,url\n"=HYPERLINK(""x"")\u202e",https://a.example.com\n');
  expect(document.monitors[0]?.name).toBe('=HYPERLINK("x")');
});
