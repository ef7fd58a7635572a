/** Without zod: edge probes and lists need the words only. */
export const CHECK_KINDS = [
  "http",
  "tcp",
  "tls",
  "dns",
  "domain",
  "ping",
  "websocket",
  "grpc",
  "smtp",
  "imap",
  "pop3",
  "ssh",
  "udp",
  "database",
  "mqtt",
  "ntp",
  "docker",
  "host",
  "heartbeat",
  "multistep",
  "browser",
] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

/**
 * What a probe of each runtime can check at best; a single probe says in its greeting what it can do where it stands.
 * A heartbeat comes in by itself, so no probe checks it.
 */
export const KINDS_OF_RUNTIME = {
  edge: ["http", "dns", "domain", "multistep"],
  node: [
    "http",
    "tcp",
    "tls",
    "dns",
    "domain",
    "ping",
    "websocket",
    "grpc",
    "smtp",
    "imap",
    "pop3",
    "ssh",
    "udp",
    "database",
    "mqtt",
    "ntp",
    "multistep",
  ],
  agent: [
    "http",
    "tcp",
    "tls",
    "dns",
    "domain",
    "ping",
    "websocket",
    "grpc",
    "smtp",
    "imap",
    "pop3",
    "ssh",
    "udp",
    "database",
    "mqtt",
    "ntp",
    "docker",
    "host",
    "multistep",
    "browser",
  ],
} as const satisfies Record<string, readonly CheckKind[]>;

/** Seconds. Registries and browsers are not to be asked as often as a web server. Kinds that are not named: 10 s. */
export const LEAST_INTERVAL_SEC: Partial<Record<CheckKind, number>> = { domain: 3600, browser: 60 };
