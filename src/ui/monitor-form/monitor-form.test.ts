import { expect, test } from "vitest";
import type { MonitorInput } from "#contracts/check.ts";
import {
  type FormValues,
  fieldOfPath,
  inputOf,
  newMonitorValues,
  PLAIN,
  suggestName,
  valuesOf,
} from "./form-values.ts";
import { resolveMonitorForm } from "./resolve-monitor-form.ts";
import { formatStatusText, parseStatusText } from "./status-text.ts";

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

const filled: FormValues = {
  ...newMonitorValues(["local-1"]),
  url: "https://example.com/health",
  name: "Example",
};

async function resolve(values: FormValues) {
  return resolveMonitorForm(values, undefined, { fields: {}, shouldUseNativeValidation: false });
}

test("a filled form becomes the input of the contract", async () => {
  const { values, errors } = await resolve(filled);
  expect(errors).toEqual({});
  expect(values).toMatchObject({ name: "Example", intervalSec: 60, timeoutMs: 10_000, regions: ["local-1"] });
});

test("an input survives the form unchanged", () => {
  const input: MonitorInput = {
    name: "API",
    check: {
      kind: "http",
      url: "https://example.com/",
      method: "POST",
      headers: [{ name: "X-Key", value: "1" }],
      body: "{}",
      expectedStatus: [{ from: 200, to: 204 }],
      keyword: { text: "ready", mode: "absent" },
      followRedirects: false,
      ...PLAIN,
    },
    intervalSec: 45,
    timeoutMs: 2500,
    regions: ["local-1", "local-2"],
    tags: ["prod", "team:shop"],
  };
  expect(inputOf(valuesOf(input))).toEqual(input);
});

test.each<{ name: string; change: Partial<FormValues>; field: string }>([
  { name: "a URL without a host", change: { url: "example" }, field: "url" },
  { name: "an empty name", change: { name: " " }, field: "name" },
  { name: "an interval of 9 s", change: { intervalSec: "9", timeoutSec: "5" }, field: "intervalSec" },
  { name: "an empty interval", change: { intervalSec: "" }, field: "intervalSec" },
  { name: "half a second of interval", change: { intervalSec: "10.5" }, field: "intervalSec" },
  {
    name: "a timeout longer than the interval",
    change: { intervalSec: "10", timeoutSec: "11" },
    field: "timeoutSec",
  },
  { name: "no region", change: { regions: [] }, field: "regions" },
  { name: "an unreadable status", change: { expectedStatus: "ok" }, field: "expectedStatus" },
  { name: "a keyword rule without text", change: { keywordMode: "present" }, field: "keywordText" },
  { name: "a body on GET", change: { body: "x" }, field: "body" },
])("$name is an error at its field", async ({ change, field }) => {
  const { errors } = await resolve({ ...filled, ...change });
  expect(Object.keys(errors)).toEqual([field]);
});

test("a wrong header is an error at its row", async () => {
  const { errors } = await resolve({
    ...filled,
    headers: [
      { name: "X-Ok", value: "" },
      { name: "not allowed", value: "" },
    ],
  });
  expect(errors.headers?.[1]?.name?.message).toContain("letters, digits and hyphens");
});

test("paths of the server find their field", () => {
  expect(fieldOfPath("check.headers.0.value")).toBe("headers.0.value");
  expect(fieldOfPath("check.keyword.text")).toBe("keywordText");
  expect(fieldOfPath("timeoutMs")).toBe("timeoutSec");
  expect(fieldOfPath("elsewhere")).toBeNull();
});

test("the name is suggested from the host", () => {
  expect(suggestName("https://www.example.com:8443/path")).toBe("example.com:8443");
  expect(suggestName("https:/")).toBe("");
});
