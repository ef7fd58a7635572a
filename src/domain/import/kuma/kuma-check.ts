import type * as z from "zod";
import type { Check } from "#contracts/check.ts";
import { keepSecret, warn } from "../draft.ts";
import { isTrue, numberOf, textOf } from "../read-object.ts";
import { splitConnection } from "../split-connection.ts";
import { familyOf, headersOf, type KumaMonitor, toHttp } from "./kuma-http.ts";

type CheckInput = z.input<typeof Check>;

const RECORD_TYPES = ["A", "AAAA", "CNAME", "MX", "NS", "TXT", "SOA", "SRV", "CAA", "PTR"] as const;

/** By Kuma's type; what is not here has no counterpart. Throws nothing: what does not fit is refused by the contract. */
const CHECK_OF: Record<string, (monitor: KumaMonitor) => CheckInput> = {
  http: toHttp,
  keyword: toHttp,
  "json-query": toHttp,
  port: ({ row }) => ({ kind: "tcp", host: textOf(row.hostname), port: numberOf(row.port) ?? 0 }),
  ping: toPing,
  "tailscale-ping": toPing,
  dns: toDns,
  push: ({ row }) => ({
    kind: "heartbeat",
    timing: { type: "period", periodSec: Math.max(10, numberOf(row.interval) ?? 60) },
    graceSec: Math.min((numberOf(row.maxretries) ?? 0) * (numberOf(row.retry_interval) ?? 60), 2_592_000),
  }),
  docker: ({ row }) => ({ kind: "docker", container: textOf(row.docker_container) }),
  "grpc-keyword": toGrpc,
  mqtt: toMqtt,
  postgres: (monitor) => toDatabase(monitor, "postgres"),
  mysql: (monitor) => toDatabase(monitor, "mysql"),
  redis: (monitor) => toDatabase(monitor, "redis"),
  mongodb: (monitor) => toDatabase(monitor, "mongodb"),
  "websocket-upgrade": (monitor) => ({
    kind: "websocket",
    url: textOf(monitor.row.url),
    headers: headersOf(monitor),
    tls: { verify: !isTrue(monitor.row.ignore_tls) },
  }),
  smtp: ({ row }) => ({
    kind: "smtp",
    host: textOf(row.hostname),
    port: numberOf(row.port) ?? 25,
    security: smtpSecurity(textOf(row.smtp_security)),
  }),
};

/** Null: there is no such check in Uptick, and a warning says so. */
export function toCheck(monitor: KumaMonitor): CheckInput | null {
  const { draft, row, name } = monitor;
  const type = textOf(row.type);
  const make = Object.hasOwn(CHECK_OF, type) ? CHECK_OF[type] : undefined;
  if (make === undefined) {
    warn(draft, name, "skipped", `Uptick has no check of the type ${type}.`);
    return null;
  }
  if (type === "docker")
    warn(
      draft,
      name,
      "mapped",
      "Containers are checked by an agent on their machine: choose a private location.",
    );
  if (type === "push") warn(draft, name, "mapped", "The job has to call the heartbeat's new address.");
  if (isJsonList(row.conditions))
    warn(draft, name, "lost", "Its conditions are left out: write them as assertions.");
  return make(monitor);
}

function isJsonList(value: unknown): boolean {
  const text = textOf(value).trim();
  return text !== "" && text !== "[]";
}

function toPing({ row, name, draft }: KumaMonitor): CheckInput {
  if (row.type === "tailscale-ping") warn(draft, name, "mapped", "A Tailscale ping became a ping.");
  const packets = Math.min(Math.max(numberOf(row.ping_count) ?? 3, 1), 10);
  return { kind: "ping", host: textOf(row.hostname), ipFamily: familyOf(row), packets };
}

function toDns({ row, name, draft }: KumaMonitor): CheckInput {
  const servers = textOf(row.dns_resolve_server)
    .split(",")
    .map((server) => server.trim());
  const [server = ""] = servers;
  if (servers.length > 1) warn(draft, name, "lost", `Of its resolvers only ${server} is asked.`);
  const asked = textOf(row.dns_resolve_type);
  const recordType = RECORD_TYPES.find((type) => type === asked) ?? "A";
  const resolver =
    server === ""
      ? { type: "system" as const }
      : { type: "server" as const, host: server, port: numberOf(row.port) ?? 53 };
  return { kind: "dns", name: textOf(row.hostname), recordType, resolver };
}

function toGrpc({ row, name, draft }: KumaMonitor): CheckInput {
  const [host = "", port = ""] = textOf(row.grpc_url)
    .replace(/^\w+:\/\//, "")
    .split(":");
  warn(draft, name, "mapped", "Its call and keyword became the health protocol (grpc.health.v1).");
  const secure = isTrue(row.grpc_enable_tls);
  const service = textOf(row.grpc_service_name);
  return { kind: "grpc", host, port: Number(port === "" ? (secure ? 443 : 80) : port), secure, service };
}

function toMqtt({ row, name, draft }: KumaMonitor): CheckInput {
  const host = textOf(row.hostname);
  const secure = /^(mqtts|wss|ssl):/.test(host);
  const password = textOf(row.mqtt_password);
  const expect = textOf(row.mqtt_success_message);
  return {
    kind: "mqtt",
    host: host.replace(/^\w+:\/\//, ""),
    port: numberOf(row.port) ?? (secure ? 8883 : 1883),
    secure,
    username: textOf(row.mqtt_username),
    password: password === "" ? null : keepSecret(draft, { item: name, field: "password", value: password }),
    topic: textOf(row.mqtt_topic),
    expect: expect === "" || row.mqtt_check_type === "json-query" ? null : expect,
  };
}

function toDatabase(
  { row, name, draft }: KumaMonitor,
  engine: "postgres" | "mysql" | "redis" | "mongodb",
): CheckInput {
  const { password, ...target } = splitConnection(textOf(row.database_connection_string), engine);
  const query = textOf(row.database_query).trim();
  return {
    kind: "database",
    engine,
    ...target,
    password: password === "" ? null : keepSecret(draft, { item: name, field: "password", value: password }),
    query: query === "" || target.username === "" ? null : query,
  };
}

function smtpSecurity(text: string): "none" | "starttls" | "tls" {
  if (text === "secure") return "tls";
  return text === "nostarttls" ? "none" : "starttls";
}
