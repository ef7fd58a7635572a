import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { DraftRecord } from "./draft.ts";

export type Pasted = {
  kind: CheckKind;
  fields: DraftRecord;
  /** A user name or a password stood in it and was left out: they are kept as secrets only. */
  hadCredentials: boolean;
  /** It named its protocol; otherwise the port decided. */
  isExplicit: boolean;
};

type Scheme = { kind: CheckKind; port?: number; fields?: DraftRecord };

const SCHEMES: Record<string, Scheme> = {
  tcp: { kind: "tcp" },
  tls: { kind: "tls", port: 443 },
  ssl: { kind: "tls", port: 443 },
  udp: { kind: "udp" },
  ping: { kind: "ping" },
  icmp: { kind: "ping" },
  grpc: { kind: "grpc", port: 50_051, fields: { secure: false } },
  grpcs: { kind: "grpc", port: 443, fields: { secure: true } },
  smtp: { kind: "smtp", port: 587 },
  smtps: { kind: "smtp", port: 465, fields: { security: "tls" } },
  imap: { kind: "imap", port: 143 },
  imaps: { kind: "imap", port: 993, fields: { security: "tls" } },
  pop3: { kind: "pop3", port: 110 },
  pop3s: { kind: "pop3", port: 995, fields: { security: "tls" } },
  ssh: { kind: "ssh", port: 22 },
  sftp: { kind: "ssh", port: 22 },
  ntp: { kind: "ntp", port: 123 },
  mqtt: { kind: "mqtt", port: 1883, fields: { secure: false } },
  mqtts: { kind: "mqtt", port: 8883, fields: { secure: true } },
  postgres: { kind: "database", port: 5432, fields: { engine: "postgres" } },
  postgresql: { kind: "database", port: 5432, fields: { engine: "postgres" } },
  mysql: { kind: "database", port: 3306, fields: { engine: "mysql" } },
  mariadb: { kind: "database", port: 3306, fields: { engine: "mysql" } },
  redis: { kind: "database", port: 6379, fields: { engine: "redis" } },
  rediss: { kind: "database", port: 6379, fields: { engine: "redis", secure: true } },
  valkey: { kind: "database", port: 6379, fields: { engine: "redis" } },
  mongodb: { kind: "database", port: 27_017, fields: { engine: "mongodb" } },
};

/** What most likely listens there, when an address names its port only. */
const PORTS: Record<number, string> = {
  ...{
    22: "ssh",
    25: "smtp",
    465: "smtps",
    587: "smtp",
    110: "pop3",
    995: "pop3s",
    143: "imap",
    993: "imaps",
  },
  ...{ 123: "ntp", 1883: "mqtt", 8883: "mqtts", 3306: "mysql", 5432: "postgres", 6379: "redis" },
  ...{ 27017: "mongodb", 50051: "grpc", 80: "http", 3000: "http", 8000: "http", 8080: "http" },
  ...{ 443: "https", 8443: "https" },
};

/** The kind of check that a pasted address speaks of, with its fields; null when it is no more than a name. */
export function readPaste(pasted: string): Pasted | null {
  const text = pasted.trim();
  if (text === "" || text.length > 2048 || /\s/.test(text)) return null;
  const dns = /^dns:(?:\/\/)?([^/:?#]+)$/i.exec(text)?.[1];
  if (dns !== undefined) return { ...PLAINLY, kind: "dns", fields: { name: dns } };
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.+)$/i.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) return readBare(text);
  const named = scheme.toLowerCase();
  if (["http", "https"].includes(named)) return readUrl("http", text);
  if (["ws", "wss"].includes(named)) return readUrl("websocket", text);
  const known = SCHEMES[named];
  return known === undefined ? null : readAuthority(known, rest);
}

const PLAINLY = { hadCredentials: false, isExplicit: true };

function readUrl(kind: "http" | "websocket", text: string): Pasted | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const hadCredentials = url.username !== "" || url.password !== "";
  // As it was written, unless something has to go.
  const withoutThem = text.replace(/^([a-z]+:\/\/)[^/?#]*@/i, "$1");
  return { kind, fields: { url: hadCredentials ? withoutThem : text }, hadCredentials, isExplicit: true };
}

/** `host:port`, without a scheme: the port says what it is. */
function readBare(text: string): Pasted | null {
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[^\s:/@[\]]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) return null;
  const scheme = PORTS[Number(port)] ?? "tcp";
  if (scheme === "http" || scheme === "https") {
    const shown = (scheme === "http" ? "80" : "443") === port ? host : text;
    return {
      kind: "http",
      fields: { url: `${scheme}://${shown}` },
      hadCredentials: false,
      isExplicit: false,
    };
  }
  const known = SCHEMES[scheme];
  const read = known === undefined ? null : readAuthority(known, text);
  return read === null ? null : { ...read, isExplicit: false };
}

function readAuthority({ kind, port, fields }: Scheme, rest: string): Pasted | null {
  const [, credentials, host, typedPort, path] =
    /^(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[^:/?#@[\]]+)(?::(\d{1,5}))?(?:[/]([^?#]*))?(?:[?#].*)?$/i.exec(rest) ??
    [];
  if (host === undefined) return null;
  const target: DraftRecord = { host: host.replace(/^\[(.*)\]$/, "$1") };
  const shownPort = typedPort ?? port;
  if (kind !== "ping" && shownPort !== undefined) target.port = String(shownPort);
  if (kind === "database" && path !== undefined && path !== "") target.database = decode(path);
  if (kind === "mqtt" && path !== undefined && path !== "") target.topic = decode(path);
  return {
    kind,
    fields: { ...fields, ...target },
    hadCredentials: credentials !== undefined,
    isExplicit: true,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
