import type { CheckKind } from "#contracts/checks/check-kinds.ts";

/** All kinds, as people look for them. */
export const KIND_GROUPS = {
  web: ["http", "multistep", "browser", "websocket", "grpc"],
  network: ["tcp", "ping", "dns", "tls", "domain", "udp"],
  services: ["database", "smtp", "imap", "pop3", "ssh", "mqtt", "ntp"],
  jobs: ["heartbeat"],
  machine: ["host", "docker"],
} as const satisfies Record<string, readonly CheckKind[]>;
export type KindGroup = keyof typeof KIND_GROUPS;
export const KIND_GROUP_ORDER = Object.keys(KIND_GROUPS) as KindGroup[];

/** What people also call it, in any language: products, protocols, what the thing itself is called. */
export const KIND_ALIASES: Partial<Record<CheckKind, string>> = {
  http: "https url website api rest graphql keyword",
  multistep: "transaction api flow scenario login",
  browser: "playwright chromium synthetic e2e screenshot",
  websocket: "ws wss socket",
  grpc: "protobuf health rpc",
  tcp: "port socket telnet",
  ping: "icmp latency packet loss",
  dns: "nameserver resolver mx txt cname dnssec",
  tls: "ssl certificate https expiry ocsp",
  domain: "whois rdap registration expiry",
  udp: "game voip",
  database: "postgres postgresql mysql mariadb redis valkey mongodb sql",
  smtp: "mail e-mail email starttls submission",
  imap: "mail e-mail email inbox",
  pop3: "mail e-mail email",
  ssh: "sftp openssh",
  mqtt: "iot broker mosquitto",
  ntp: "time clock chrony",
  heartbeat: "cron job push dead man backup",
  host: "cpu memory disk load server agent",
  docker: "container health agent",
};

export function isCheckKind(text: string): text is CheckKind {
  return KIND_GROUP_ORDER.some((group) => KIND_GROUPS[group].some((kind) => kind === text));
}
