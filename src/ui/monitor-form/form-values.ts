import type { MonitorInput } from "#contracts/check.ts";
import { NO_ASSERTIONS } from "#contracts/checks/assertion.ts";
import type { HttpCheck, HttpMethod } from "#contracts/checks/http.ts";
import { formatStatusText, parseStatusText } from "./status-text.ts";

/** What is in the fields: text as typed, so that nothing is lost while it is not yet valid. */
export type FormValues = {
  url: string;
  name: string;
  intervalSec: string;
  timeoutSec: string;
  regions: string[];
  tags: string[];
  method: HttpMethod;
  headers: { name: string; value: string }[];
  body: string;
  expectedStatus: string;
  keywordMode: "none" | "present" | "absent";
  keywordText: string;
  followRedirects: boolean;
};

/** The field of the form that shows a problem at a path of MonitorInput. */
const FIELD_OF: Record<string, keyof FormValues> = {
  name: "name",
  "check.url": "url",
  "check.method": "method",
  "check.headers": "headers",
  "check.body": "body",
  "check.expectedStatus": "expectedStatus",
  "check.keyword": "keywordText",
  "check.followRedirects": "followRedirects",
  intervalSec: "intervalSec",
  timeoutMs: "timeoutSec",
  regions: "regions",
  tags: "tags",
};

export function newMonitorValues(regions: string[]): FormValues {
  return {
    url: "",
    name: "",
    intervalSec: "60",
    timeoutSec: "10",
    regions,
    tags: [],
    method: "GET",
    headers: [],
    body: "",
    expectedStatus: "200-299",
    keywordMode: "none",
    keywordText: "",
    followRedirects: true,
  };
}

export function valuesOf(input: MonitorInput): FormValues {
  const { check } = input;
  if (check.kind !== "http") throw new Error(`The form knows no ${check.kind} check.`);
  return {
    url: check.url,
    name: input.name,
    intervalSec: String(input.intervalSec),
    timeoutSec: String(input.timeoutMs / 1000),
    regions: input.regions,
    tags: input.tags,
    method: check.method,
    headers: check.headers,
    body: check.body ?? "",
    expectedStatus: formatStatusText(check.expectedStatus),
    keywordMode: check.keyword?.mode ?? "none",
    keywordText: check.keyword?.text ?? "",
    followRedirects: check.followRedirects,
  };
}

export const PLAIN = {
  query: [],
  bodyType: "raw",
  assertions: NO_ASSERTIONS,
  auth: { type: "none" },
  cookies: [],
  maxRedirects: 10,
  ipFamily: "any",
  httpVersion: "1.1",
  tls: { verify: true, minVersion: "1.2", serverName: null, ca: null, clientCertificate: null },
  proxy: null,
  certificateDays: null,
} as const satisfies Partial<HttpCheck>;

const MOST_NAME = 120;

/** Everything of another monitor, under a name of its own. */
export function copyOf(input: MonitorInput, name: string): FormValues {
  return { ...valuesOf(input), name: name.slice(0, MOST_NAME) };
}

/** Not validated: MonitorInput does that, with the same messages as the server. */
export function inputOf(values: FormValues): MonitorInput {
  const status = parseStatusText(values.expectedStatus);
  return {
    name: values.name,
    check: {
      kind: "http",
      url: values.url,
      method: values.method,
      headers: values.headers,
      body: values.body === "" ? null : values.body,
      expectedStatus: status.kind === "ranges" ? status.ranges : [],
      keyword: values.keywordMode === "none" ? null : { mode: values.keywordMode, text: values.keywordText },
      followRedirects: values.followRedirects,
      ...PLAIN,
    },
    intervalSec: numberOf(values.intervalSec),
    timeoutMs: Math.round(numberOf(values.timeoutSec) * 1000),
    regions: values.regions,
    tags: values.tags,
  };
}

/** "check.headers.0.name" belongs to the form's "headers.0.name", "check.keyword.text" to "keywordText". */
export function fieldOfPath(path: string): string | null {
  const known = Object.keys(FIELD_OF).find((prefix) => path === prefix || path.startsWith(`${prefix}.`));
  if (known === undefined) return null;
  const field = FIELD_OF[known] ?? null;
  return field === "headers" ? `headers${path.slice(known.length)}` : field;
}

/** The host without "www.", or "" while the URL cannot be read. */
export function suggestName(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, "") : "";
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
}
