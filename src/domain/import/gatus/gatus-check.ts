import type * as z from "zod";
import type { Check } from "#contracts/check.ts";
import type { DnsRecordType } from "#contracts/checks/dns.ts";
import { type Fields, fieldsOf, isFields, isTrue, textOf } from "../read-object.ts";
import { plainHttp, splitHost } from "../target-check.ts";
import type { Expectations } from "./gatus-conditions.ts";

type CheckInput = z.input<typeof Check>;
type Means = {
  client: Fields;
  expectations: Expectations;
  secretOf: (field: string, value: string) => string;
};

/** By the scheme of the address, as Gatus does it; null where Uptick has no such check. */
export function toGatusCheck(endpoint: Fields, means: Means): CheckInput | null {
  const url = textOf(endpoint.url);
  const dns = fieldsOf(endpoint.dns);
  const { host, port } = splitHost({ target: url, port: null });
  const assertions = { match: "all" as const, list: means.expectations.assertions };
  const tls = { verify: !isTrue(means.client.insecure) };
  const alertDays = means.expectations.certificateDays ?? 0;
  if (isFields(endpoint.dns)) return toDns(dns, { host, port });
  switch (/^([a-z]+):\/\//i.exec(url)?.[1]?.toLowerCase()) {
    case "http":
    case "https":
      return toHttp(endpoint, means);
    case "ws":
    case "wss":
      return { kind: "websocket", url, tls, assertions };
    case "tcp":
      return { kind: "tcp", host, port: port ?? 0, assertions: onlyTime(assertions) };
    case "icmp":
      return { kind: "ping", host, assertions: onlyTime(assertions) };
    case "udp":
      return { kind: "udp", host, port: port ?? 0, send: textOf(endpoint.body) };
    case "ssh":
      return { kind: "ssh", host, port: port ?? 22, assertions: onlyTime(assertions) };
    case "tls":
      return { kind: "tls", host, port: port ?? 443, tls, alertDays, assertions: onlyTime(assertions) };
    case "starttls":
      return {
        kind: "tls",
        host,
        port: port ?? 587,
        startTls: "smtp",
        tls,
        alertDays,
        assertions: onlyTime(assertions),
      };
    case "grpc":
    case "grpcs":
      return { kind: "grpc", host, port: port ?? 443, secure: url.startsWith("grpcs"), tls };
    default:
      return null;
  }
}

type List = { match: "all"; list: Expectations["assertions"] };
function onlyTime({ match, list }: List): List {
  return { match, list: list.filter(({ source }) => source === "time") };
}

function toDns(dns: Fields, { host, port }: { host: string; port: number | null }): CheckInput {
  const name = textOf(dns["query-name"]).replace(/\.$/, "");
  const recordType = textOf(dns["query-type"]).toUpperCase() as DnsRecordType;
  return { kind: "dns", name, recordType, resolver: { type: "server", host, port: port ?? 53 } };
}

function toHttp(endpoint: Fields, { client, expectations, secretOf }: Means): CheckInput {
  const method = textOf(endpoint.method).toUpperCase();
  const body = textOf(endpoint.body);
  const bare = method === "" || method === "GET" || method === "HEAD";
  const url = textOf(endpoint.url);
  const headers = Object.entries(fieldsOf(endpoint.headers)).map(([name, value]) => ({
    name,
    value: /^(authorization|cookie|.*(api-?key|token))$/i.test(name)
      ? secretOf(name, textOf(value))
      : textOf(value),
  }));
  return {
    ...plainHttp(url, {
      method,
      expectedStatus:
        expectations.statuses.length === 0 ? [{ from: 100, to: 599 }] : expectations.statuses.slice(0, 20),
    }),
    headers,
    body: bare || body === "" ? null : body,
    followRedirects: !isTrue(client["ignore-redirect"]),
    tls: { verify: !isTrue(client.insecure) },
    auth: oauthOf(fieldsOf(client.oauth2), secretOf),
    certificateDays: url.startsWith("https:") ? expectations.certificateDays : null,
    assertions: { match: "all", list: expectations.assertions },
  };
}

function oauthOf(oauth: Fields, secretOf: Means["secretOf"]) {
  const tokenUrl = textOf(oauth["token-url"]);
  if (tokenUrl === "") return { type: "none" as const };
  const scopes = Array.isArray(oauth.scopes) ? oauth.scopes.map(textOf).join(" ") : "";
  return {
    type: "oauth2" as const,
    tokenUrl,
    clientId: textOf(oauth["client-id"]),
    clientSecret: secretOf("client secret", textOf(oauth["client-secret"])),
    scope: scopes,
  };
}
