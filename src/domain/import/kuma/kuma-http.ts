import type { Assertion } from "#contracts/checks/assertion.ts";
import { type Draft, keepSecret, warn } from "../draft.ts";
import { type Fields, isFields, isTrue, numberOf, textOf, textsOf } from "../read-object.ts";
import { statusRanges } from "../status-ranges.ts";

export type KumaMonitor = { draft: Draft; row: Fields; name: string; proxies: Map<string, Fields> };

/** Kinds http, keyword and json-query. */
export function toHttp(monitor: KumaMonitor) {
  const { row, name, draft } = monitor;
  const method = textOf(row.method).toUpperCase();
  const bare = method === "" || method === "GET" || method === "HEAD";
  const redirects = numberOf(row.maxredirects) ?? 10;
  const encoding = textOf(row.http_body_encoding);
  const body = textOf(row.body);
  if (bare && body !== "") warn(draft, name, "lost", "The body of a GET request is left out.");
  return {
    kind: "http" as const,
    ...splitLogin(monitor),
    method: (method === "" ? "GET" : method) as "GET",
    headers: headersOf(monitor),
    body: bare || body === "" ? null : body,
    bodyType: bodyTypeOf(encoding, bare || body === ""),
    followRedirects: redirects > 0,
    maxRedirects: Math.min(redirects, 10),
    expectedStatus: statusRanges(textsOf(jsonOf(row.accepted_statuscodes_json))),
    keyword: keywordOf(row),
    ipFamily: familyOf(row),
    tls: { verify: !isTrue(row.ignore_tls) },
    certificateDays: certificateDays(monitor),
    proxy: proxyOf(monitor),
    assertions: { match: "all" as const, list: jsonAssertion(monitor) },
  };
}

export function familyOf(row: Fields): "any" | "v4" | "v6" {
  const family = textOf(row.ip_family);
  if (family === "ipv4") return "v4";
  return family === "ipv6" ? "v6" : "any";
}

function bodyTypeOf(encoding: string, isEmpty: boolean): "raw" | "json" | "xml" | "form" {
  if (isEmpty) return "raw";
  if (encoding === "form") return "form";
  return encoding === "xml" ? "xml" : "json";
}

function keywordOf(row: Fields) {
  const text = textOf(row.keyword);
  if (row.type !== "keyword" || text === "") return null;
  return { text, mode: isTrue(row.invert_keyword) ? ("absent" as const) : ("present" as const) };
}

function certificateDays({ row, name, draft }: KumaMonitor): number | null {
  if (!isTrue(row.expiry_notification) || !textOf(row.url).startsWith("https:") || isTrue(row.ignore_tls))
    return null;
  warn(
    draft,
    name,
    "mapped",
    "The reminders of an expiring certificate became: the check fails 7 days before.",
  );
  return 7;
}

/** Credentials in a URL, and the ways of signing in. */
function splitLogin(monitor: KumaMonitor) {
  const { row, name, draft } = monitor;
  const url = URL.canParse(textOf(row.url)) ? new URL(textOf(row.url)) : null;
  const username = textOf(row.basic_auth_user) || decodeURIComponent(url?.username ?? "");
  const password = textOf(row.basic_auth_pass) || decodeURIComponent(url?.password ?? "");
  if (url) {
    url.username = "";
    url.password = "";
  }
  const plainUrl = url?.href ?? textOf(row.url);
  const way = textOf(row.auth_method);
  if (way === "oauth2-cc") return { url: plainUrl, auth: oauthOf(monitor) };
  if (way === "ntlm" || way === "mtls") {
    warn(draft, name, "lost", `Signing in by ${way.toUpperCase()} is left out; set it by hand.`);
    return { url: plainUrl };
  }
  if (username === "" && password === "") return { url: plainUrl };
  const secret = keepSecret(draft, { item: name, field: "password", value: password });
  return { url: plainUrl, auth: { type: "basic" as const, username, password: secret } };
}

function oauthOf({ row, name, draft }: KumaMonitor) {
  const value = textOf(row.oauth_client_secret);
  return {
    type: "oauth2" as const,
    tokenUrl: textOf(row.oauth_token_url),
    clientId: textOf(row.oauth_client_id),
    clientSecret: keepSecret(draft, { item: name, field: "client secret", value }),
    scope: textOf(row.oauth_scopes),
    audience: textOf(row.oauth_audience),
    sendIn: textOf(row.oauth_auth_method) === "client_secret_post" ? ("body" as const) : ("header" as const),
  };
}

const CREDENTIAL = /^(authorization|cookie|x-api-key|x-auth-token|api-key|token)$/i;

/** Values of headers that carry credentials are kept as secrets. */
export function headersOf({ row, name, draft }: KumaMonitor): { name: string; value: string }[] {
  const headers = jsonOf(row.headers);
  if (!isFields(headers)) {
    if (textOf(row.headers) !== "") warn(draft, name, "lost", "The headers are not JSON and are left out.");
    return [];
  }
  return Object.entries(headers).map(([header, value]) => ({
    name: header,
    value: CREDENTIAL.test(header)
      ? keepSecret(draft, { item: name, field: header, value: textOf(value) })
      : textOf(value),
  }));
}

function proxyOf({ row, name, draft, proxies }: KumaMonitor) {
  const proxy = proxies.get(textOf(row.proxy_id));
  if (!proxy || !isTrue(proxy.active ?? true)) return null;
  const protocol = textOf(proxy.protocol);
  if (protocol !== "http" && protocol !== "https") {
    warn(draft, name, "lost", `A ${protocol} proxy is left out: only HTTP proxies are known.`);
    return null;
  }
  const url = `${protocol}://${textOf(proxy.host)}:${textOf(proxy.port)}`;
  if (!isTrue(proxy.auth)) return { url };
  const password = keepSecret(draft, { item: name, field: "proxy password", value: textOf(proxy.password) });
  return { url, login: { username: textOf(proxy.username), password } };
}

const SIMPLE_PATH = /^\$?\.?[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*|\[\d+\])*$/;
const COMPARISON_OF: Record<string, Assertion["comparison"]> = {
  "": "equals",
  "==": "equals",
  "!=": "notEquals",
  "<": "less",
  "<=": "lessOrEqual",
  ">": "greater",
  ">=": "greaterOrEqual",
  contains: "contains",
};

/** Kuma's paths are JSONata; what is more than a path cannot be said here. */
function jsonAssertion({ row, name, draft }: KumaMonitor): Assertion[] {
  if (row.type !== "json-query") return [];
  const path = textOf(row.json_path).trim();
  const comparison = COMPARISON_OF[textOf(row.json_path_operator)];
  if (!SIMPLE_PATH.test(path) || comparison === undefined) {
    warn(
      draft,
      name,
      "lost",
      `The JSON query “${path.slice(0, 100)}” is left out: write it as an assertion.`,
    );
    return [];
  }
  const full = path.startsWith("$") ? path : `$.${path}`;
  return [{ source: "json", name: full, comparison, expected: textOf(row.expected_value) }];
}

export function jsonOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    // A column that a person has typed into: the caller says what is left out.
    return null;
  }
}
