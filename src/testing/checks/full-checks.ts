import type * as z from "zod";
import type { Check } from "#contracts/check.ts";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";

type CheckInput = z.input<typeof Check>;

const SECRET = "{{secret.KEY}}";
const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
const tls = {
  verify: false,
  minVersion: "1.3",
  serverName: "other.example.com",
  ca: PEM,
  clientCertificate: { certificate: PEM, key: SECRET },
} as const;
const time = { source: "time", name: "total", comparison: "less", expected: "800" } as const;
const assertions = {
  match: "all",
  list: [time, { match: "any", list: [time, { ...time, name: "dns" }] }],
} as const satisfies { match: "all"; list: unknown[] };
const onTime = () => structuredClone(assertions) as never;
const login = { username: "uptick", password: SECRET };
const place = { host: "db.example.com", port: 4711, ipFamily: "v6" } as const;
const request = {
  url: "https://example.com/orders",
  method: "POST" as const,
  query: [{ name: "page", value: "1" }],
  headers: [{ name: "X-Key", value: SECRET }],
  body: "<a/>",
  bodyType: "xml" as const,
  followRedirects: false,
  expectedStatus: [
    { from: 200, to: 204 },
    { from: 404, to: 404 },
  ],
};
const connection = {
  auth: {
    type: "oauth2" as const,
    tokenUrl: "https://login.example.com/token",
    clientId: "uptick",
    clientSecret: SECRET,
    scope: "read",
    audience: "shop",
    sendIn: "body" as const,
  },
  cookies: [{ name: "session", value: "1" }],
  maxRedirects: 3,
  ipFamily: "v4" as const,
  httpVersion: "auto" as const,
  tls,
  proxy: { url: "http://proxy.example.com:3128", login },
};

/** One check of each kind in which every field says something. */
export const FULL_CHECKS: { [Kind in CheckKind]: unknown } = {
  http: {
    kind: "http",
    ...request,
    ...connection,
    keyword: { text: "ready", mode: "absent" },
    certificateDays: 14,
    assertions: onTime(),
  },
  tcp: {
    kind: "tcp",
    ...place,
    secure: true,
    tls,
    dialogue: [{ type: "expect", text: "220" }, { type: "send", text: "QUIT\\r\\n" }, { type: "startTls" }],
    assertions: onTime(),
  },
  tls: {
    kind: "tls",
    ...place,
    startTls: "imap",
    tls,
    alertDays: 30,
    requireStaple: true,
    assertions: onTime(),
  },
  dns: {
    kind: "dns",
    name: "example.com",
    recordType: "MX",
    resolver: { type: "server", host: "9.9.9.9", port: 53, transport: "tls" },
    expectedAnswer: "records",
    expectedRecords: { match: "exactly", values: ["10 a.example.com", "20 b.example.com"] },
    requireDnssec: true,
    assertions: onTime(),
  },
  domain: { kind: "domain", name: "example.com", alertDays: 60, assertions: onTime() },
  ping: {
    kind: "ping",
    host: "example.com",
    ipFamily: "v4",
    packets: 5,
    maxLossPercent: 20,
    assertions: onTime(),
  },
  websocket: {
    kind: "websocket",
    url: "wss://example.com/socket",
    headers: [{ name: "Origin", value: "https://example.com" }],
    subprotocols: ["chat", "v2"],
    ipFamily: "v6",
    tls,
    send: "ping",
    expect: "pong",
    assertions: onTime(),
  },
  grpc: {
    kind: "grpc",
    ...place,
    secure: true,
    tls,
    service: "shop.Orders",
    metadata: [{ name: "x-tenant", value: "1" }],
    assertions: onTime(),
  },
  smtp: { kind: "smtp", ...place, security: "tls", tls, login, certificateDays: 7, assertions: onTime() },
  imap: { kind: "imap", ...place, security: "none", tls, login, certificateDays: 7, assertions: onTime() },
  pop3: {
    kind: "pop3",
    ...place,
    security: "starttls",
    tls,
    login,
    certificateDays: 7,
    assertions: onTime(),
  },
  ssh: { kind: "ssh", ...place, assertions: onTime() },
  udp: { kind: "udp", ...place, send: "\\x00ping", expect: "pong", assertions: onTime() },
  database: {
    kind: "database",
    engine: "mysql",
    ...place,
    secure: true,
    tls,
    database: "shop",
    ...login,
    query: "SELECT 1",
    assertions: onTime(),
  },
  mqtt: {
    kind: "mqtt",
    ...place,
    secure: true,
    tls,
    ...login,
    topic: "shop/state",
    publish: "1",
    expect: "ok",
    assertions: onTime(),
  },
  ntp: { kind: "ntp", ...place, maxOffsetMs: 250, maxStratum: 4, assertions: onTime() },
  docker: {
    kind: "docker",
    container: "shop-db-1",
    requireHealthy: false,
    assertions: {
      match: "all",
      list: [{ source: "state", name: "", comparison: "equals", expected: "running" }],
    },
  },
  host: {
    kind: "host",
    maxCpuPercent: 80,
    maxMemoryPercent: 70,
    maxDiskPercent: 60,
    diskPath: "/var",
    assertions: { match: "any", list: [{ source: "load", name: "", comparison: "less", expected: "4" }] },
  },
  heartbeat: {
    kind: "heartbeat",
    timing: { type: "cron", expression: "0 3 * * *", zone: "Europe/Berlin" },
    graceSec: 600,
    maxRunSec: 3600,
    assertions: onTime(),
  },
  multistep: {
    kind: "multistep",
    ...connection,
    steps: [
      {
        name: "Sign in",
        ...request,
        extract: [{ variable: "token", source: "json", name: "$.token" }],
        assertions: onTime(),
      },
      { name: "Orders", ...request, url: "https://example.com/orders?token={{vars.token}}" },
    ],
    assertions: onTime(),
  },
  browser: {
    kind: "browser",
    flow: {
      type: "steps",
      steps: [
        { type: "open", url: "https://example.com/" },
        { type: "fill", selector: "#email", text: SECRET },
        { type: "press", selector: "#email", key: "Enter" },
        { type: "expectText", selector: "h1", text: "Orders" },
      ],
    },
    viewport: { width: 390, height: 844 },
    assertions: onTime(),
  },
} satisfies { [Kind in CheckKind]: Extract<CheckInput, { kind: Kind }> };
