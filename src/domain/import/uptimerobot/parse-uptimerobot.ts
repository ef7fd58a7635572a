import type * as z from "zod";
import type { Check } from "#contracts/check.ts";
import { addMonitor, type Draft, emptyDraft, keepSecret, nameFrom, warn } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { type Fields, fieldsOf, listOf, numberOf, parseJson, textOf, textsOf } from "../read-object.ts";
import { statusRanges } from "../status-ranges.ts";
import { plainHttp, splitHost } from "../target-check.ts";
import { type ImportResult, toDocument } from "../to-document.ts";

type CheckInput = z.input<typeof Check>;
type Monitor = { draft: Draft; fields: Fields; name: string };

/** v2 numbers its types, v3 names them. */
const TYPE_OF: Record<string, string> = {
  "1": "HTTP",
  "2": "KEYWORD",
  "3": "PING",
  "4": "PORT",
  "5": "HEARTBEAT",
};
const PORT_OF_SUBTYPE: Record<string, number> = {
  "1": 80,
  "2": 443,
  "3": 21,
  "4": 25,
  "5": 110,
  "6": 143,
  HTTP: 80,
  HTTPS: 443,
  FTP: 21,
  SMTP: 25,
  POP3: 110,
  IMAP: 143,
};
const METHOD_OF: Record<string, string> = {
  "1": "HEAD",
  "2": "GET",
  "3": "POST",
  "4": "PUT",
  "5": "PATCH",
  "6": "DELETE",
  "7": "OPTIONS",
};

/** Answers of `getMonitors` (API v2) and of `GET /v3/monitors` (`data`), one page or several in a list. */
export function parseUptimeRobot(text: string): ImportResult {
  const answer = parseJson(text, "an answer of UptimeRobot's API");
  const pages = Array.isArray(answer) ? answer : [answer];
  const monitors = pages.flatMap((page) => {
    const { monitors: v2, data } = fieldsOf(page);
    return [...listOf(v2), ...listOf(data), ...(isMonitor(page) ? [fieldsOf(page)] : [])];
  });
  if (monitors.length === 0) {
    const { error } = fieldsOf(answer);
    const said = textOf(fieldsOf(error).message);
    throw new ImportProblem(
      said === "" ? "There are no monitors in this answer." : `UptimeRobot said: ${said}`,
    );
  }
  const draft = emptyDraft("uptimerobot");
  for (const fields of monitors) add(draft, fields);
  return toDocument(draft);
}

function isMonitor(page: unknown): boolean {
  const fields = fieldsOf(page);
  return ("friendly_name" in fields || "friendlyName" in fields) && "type" in fields;
}

function add(draft: Draft, fields: Fields): void {
  const name = nameFrom(textOf(fields.friendlyName ?? fields.friendly_name));
  const check = toCheck({ draft, fields, name });
  if (check === null) {
    warn(draft, name, "skipped", `Uptick has no check of the type ${textOf(fields.type)}.`);
    return;
  }
  if (check.kind === "heartbeat")
    warn(draft, name, "mapped", "The job has to call the heartbeat's new address.");
  const contacts = [...listOf(fields.alert_contacts), ...listOf(fields.assignedAlertContacts)];
  if (contacts.length > 0)
    warn(draft, name, "lost", "Alert contacts are left out: the API shows no credentials. Choose channels.");
  const status = textOf(fields.status).toUpperCase();
  const timeoutSec = numberOf(fields.timeout);
  addMonitor(draft, {
    foreignId: textOf(fields.id) || name,
    name,
    check,
    intervalSec: numberOf(fields.interval) ?? 300,
    timeoutMs: (timeoutSec === null || timeoutSec === 0 ? 30 : timeoutSec) * 1000,
    tags: tagsOf(fields.tags),
    paused: status === "0" || status === "PAUSED",
  });
}

function tagsOf(tags: unknown): string[] {
  return [...textsOf(tags), ...listOf(tags).map(({ name }) => textOf(name))];
}

function toCheck(monitor: Monitor): CheckInput | null {
  const { fields } = monitor;
  const asked = textOf(fields.type).toUpperCase();
  const { host, port } = splitHost({ target: textOf(fields.url), port: numberOf(fields.port) });
  switch (TYPE_OF[asked] ?? asked) {
    case "HTTP":
    case "KEYWORD":
    case "API":
      return toHttp(monitor);
    case "PING":
      return { kind: "ping", host };
    case "PORT":
      return {
        kind: "tcp",
        host,
        port: port ?? PORT_OF_SUBTYPE[textOf(fields.sub_type ?? fields.subType)] ?? 0,
      };
    case "HEARTBEAT":
      return {
        kind: "heartbeat",
        timing: { type: "period", periodSec: Math.max(10, numberOf(fields.interval) ?? 300) },
        graceSec: numberOf(fields.gracePeriod ?? fields.grace_period) ?? 60,
      };
    case "DNS":
      return { kind: "dns", name: host, recordType: "A" };
    default:
      return null;
  }
}

function toHttp(monitor: Monitor): CheckInput {
  const { fields } = monitor;
  const value = textOf(fields.keywordValue ?? fields.keyword_value);
  const asked = methodOf(fields);
  const method = value !== "" && asked === "HEAD" ? "GET" : asked;
  const body = bodyOf(fields);
  warnOfLosses(monitor, value);
  return {
    ...plainHttp(textOf(fields.url), { method }),
    body: method === "GET" || method === "HEAD" || body === "" ? null : body,
    headers: headersOf(monitor),
    auth: authOf(monitor),
    followRedirects: fields.followRedirections !== false,
    expectedStatus: statusRanges(textsOf(fields.successHttpResponseCodes)),
    // The foreign word says when to alert: where it is found, or where it is not.
    keyword: value === "" ? null : { text: value, mode: alertsWhenFound(fields) ? "absent" : "present" },
  };
}

function methodOf(fields: Fields): string {
  const method = textOf(fields.httpMethodType ?? fields.http_method).toUpperCase();
  return METHOD_OF[method] ?? (method === "" ? "GET" : method);
}

function bodyOf(fields: Fields): string {
  const body = fields.postValueData ?? fields.post_value;
  return typeof body === "object" && body !== null ? JSON.stringify(body) : textOf(body);
}

function warnOfLosses({ fields, name, draft }: Monitor, keyword: string): void {
  if (textOf(fields.type).toUpperCase() === "API") {
    warn(draft, name, "lost", "The assertions of the API monitor are left out.");
  }
  const cases = textOf(fields.keywordCaseType ?? fields.keyword_case_type);
  if (keyword !== "" && /insensitive|^1$/i.test(cases)) {
    warn(draft, name, "mapped", "The keyword is now looked for in exactly this case.");
  }
}

function alertsWhenFound(fields: Fields): boolean {
  const type = textOf(fields.keywordType ?? fields.keyword_type).toUpperCase();
  return type === "1" || type === "ALERT_EXISTS" || type === "EXISTS";
}

function authOf({ fields, name, draft }: Monitor): AuthInput {
  const username = textOf(fields.httpUsername ?? fields.http_username);
  const value = textOf(fields.httpPassword ?? fields.http_password);
  if (username === "" && value === "") return { type: "none" };
  const password = keepSecret(draft, { item: name, field: "password", value });
  const type = textOf(fields.authType ?? fields.http_auth_type).toUpperCase();
  if (type === "BEARER") return { type: "bearer", token: password };
  return { type: type === "2" || type === "DIGEST" ? "digest" : "basic", username, password };
}

type AuthInput =
  | { type: "none" }
  | { type: "bearer"; token: string }
  | { type: "basic" | "digest"; username: string; password: string };

function headersOf({ fields, name, draft }: Monitor): { name: string; value: string }[] {
  const headers = Object.entries(fieldsOf(fields.customHttpHeaders ?? fields.custom_http_headers));
  return headers.map(([header, value]) => ({
    name: header,
    value: /^(authorization|cookie|.*(api-?key|token))$/i.test(header)
      ? keepSecret(draft, { item: name, field: header, value: textOf(value) })
      : textOf(value),
  }));
}
