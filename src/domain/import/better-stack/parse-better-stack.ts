import type * as z from "zod";
import type { Check } from "#contracts/check.ts";
import { addMonitor, type Draft, emptyDraft, keepSecret, nameFrom, warn } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { type Fields, fieldsOf, listOf, numberOf, parseJson, textOf } from "../read-object.ts";
import { statusRanges } from "../status-ranges.ts";
import { plainHttp, splitHost } from "../target-check.ts";
import { type ImportResult, toDocument } from "../to-document.ts";

type CheckInput = z.input<typeof Check>;
type Entry = { draft: Draft; fields: Fields; name: string };

/** Answers of Better Stack's Uptime API v2: `GET /monitors` and `GET /heartbeats`, one page or several in a list. */
export function parseBetterStack(text: string): ImportResult {
  const answer = parseJson(text, "an answer of Better Stack's API");
  const pages = Array.isArray(answer) ? answer : [answer];
  const entries = pages.flatMap((page) => listOf(fieldsOf(page).data));
  if (entries.length === 0) throw new ImportProblem("There are no monitors in this answer.");
  const draft = emptyDraft("better-stack");
  for (const entry of entries) add(draft, entry);
  return toDocument(draft);
}

function add(draft: Draft, entry: Fields): void {
  const fields = fieldsOf(entry.attributes);
  const name = nameFrom(textOf(fields.pronounceable_name) || textOf(fields.name) || textOf(fields.url));
  const foreignId = `${textOf(entry.type) || "monitor"}-${textOf(entry.id)}`;
  if (entry.type === "heartbeat") {
    warn(draft, name, "mapped", "The job has to call the heartbeat's new address.");
    const periodSec = Math.max(10, numberOf(fields.period) ?? 3600);
    const check = { kind: "heartbeat" as const, timing: { type: "period" as const, periodSec } };
    addMonitor(draft, {
      foreignId,
      name,
      check: { ...check, graceSec: numberOf(fields.grace) ?? 0 },
      paused: fields.paused === true,
    });
    return;
  }
  const check = toCheck({ draft, fields, name });
  if (check === null) {
    warn(draft, name, "skipped", `Uptick has no check of the type ${textOf(fields.monitor_type)}.`);
    return;
  }
  if (textOf(fields.policy_id) !== "")
    warn(draft, name, "lost", "Its escalation policy is left out: choose one here.");
  const timeout = numberOf(fields.request_timeout) ?? 30;
  addMonitor(draft, {
    foreignId,
    name,
    check,
    intervalSec: numberOf(fields.check_frequency) ?? 180,
    // Servers and ports have theirs in milliseconds, websites in seconds.
    timeoutMs: timeout > 100 ? timeout : timeout * 1000,
    paused: fields.paused === true || fields.status === "paused",
  });
}

const MAIL_PORT = { smtp: 25, pop: 110, imap: 143 } as const;

function toCheck(entry: Entry): CheckInput | null {
  const { fields } = entry;
  const type = textOf(fields.monitor_type);
  const { host, port } = splitHost({ target: textOf(fields.url), port: numberOf(fields.port) });
  switch (type) {
    case "status":
    case "expected_status_code":
    case "keyword":
    case "keyword_absence":
      return toHttp(entry, type);
    case "ping":
      return { kind: "ping", host };
    case "tcp":
      return { kind: "tcp", host, port: port ?? 0 };
    case "udp":
      return {
        kind: "udp",
        host,
        port: port ?? 0,
        send: textOf(fields.request_body),
        expect: textOf(fields.required_keyword),
      };
    case "smtp":
      return { kind: "smtp", host, port: port ?? MAIL_PORT.smtp };
    case "pop":
      return { kind: "pop3", host, port: port ?? MAIL_PORT.pop };
    case "imap":
      return { kind: "imap", host, port: port ?? MAIL_PORT.imap };
    case "dns":
      return { kind: "dns", name: textOf(fields.request_body) || host, resolver: { type: "server", host } };
    default:
      return null;
  }
}

function toHttp({ draft, fields, name }: Entry, type: string): CheckInput {
  const method = textOf(fields.http_method).toUpperCase() || "GET";
  const word = textOf(fields.required_keyword);
  const body = textOf(fields.request_body);
  const bare = method === "GET" || method === "HEAD";
  const codes = Array.isArray(fields.expected_status_codes) ? fields.expected_status_codes.map(textOf) : [];
  const days = numberOf(fields.ssl_expiration);
  const username = textOf(fields.auth_username);
  const value = textOf(fields.auth_password);
  const secret = (field: string, text: string) => keepSecret(draft, { item: name, field, value: text });
  return {
    ...plainHttp(textOf(fields.url), { method }),
    body: bare || body === "" ? null : body,
    headers: listOf(fields.request_headers).map((header) => headerOf(header, secret)),
    followRedirects: fields.follow_redirects !== false,
    expectedStatus: statusRanges(codes),
    keyword: word === "" ? null : { text: word, mode: type === "keyword_absence" ? "absent" : "present" },
    certificateDays: days === null || days < 1 ? null : Math.min(days, 365),
    tls: { verify: fields.verify_ssl !== false },
    ...(username !== "" && {
      auth: { type: "basic" as const, username, password: secret("password", value) },
    }),
  };
}

function headerOf(header: Fields, secret: (field: string, text: string) => string) {
  const name = textOf(header.name);
  const value = textOf(header.value);
  return {
    name,
    value: /^(authorization|cookie|.*(api-?key|token))$/i.test(name) ? secret(name, value) : value,
  };
}
