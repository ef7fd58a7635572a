import type * as z from "zod";
import type { Check } from "#contracts/check.ts";

type CheckInput = z.input<typeof Check>;

export type Target = {
  target: string;
  /** As people call it; empty: as the target looks. */
  kind: string;
  port: number | null;
  method?: string;
  keyword?: string;
  expectedStatus?: { from: number; to: number }[] | null;
};

const KIND_OF: Record<
  string,
  "http" | "tcp" | "ping" | "dns" | "tls" | "websocket" | "domain" | "heartbeat"
> = {
  http: "http",
  https: "http",
  keyword: "http",
  website: "http",
  web: "http",
  url: "http",
  api: "http",
  tcp: "tcp",
  port: "tcp",
  ping: "ping",
  icmp: "ping",
  dns: "dns",
  tls: "tls",
  ssl: "tls",
  certificate: "tls",
  ws: "websocket",
  websocket: "websocket",
  domain: "domain",
  whois: "domain",
  heartbeat: "heartbeat",
  cron: "heartbeat",
  push: "heartbeat",
};

/** Null: a kind of check that is not known. What does not fit in itself is refused by the contract later. */
export function targetCheck(asked: Target): CheckInput | null {
  const named = asked.kind.trim().toLowerCase();
  const kind = named === "" ? guess(asked) : Object.hasOwn(KIND_OF, named) ? KIND_OF[named] : undefined;
  if (kind === undefined) return null;
  const { host, port } = splitHost(asked);
  switch (kind) {
    case "http":
      return plainHttp(withScheme(asked.target, "https"), asked);
    case "websocket":
      return { kind, url: withScheme(asked.target, "wss") };
    case "tcp":
      return { kind, host, port: port ?? 0 };
    case "tls":
      return { kind, host, port: port ?? 443 };
    case "ping":
      return { kind, host };
    case "dns":
    case "domain":
      return { kind, name: host };
    case "heartbeat":
      return { kind, timing: { type: "period", periodSec: 3600 } };
  }
}

export function plainHttp(
  url: string,
  { method, keyword, expectedStatus }: Omit<Target, "target" | "kind" | "port"> = {},
) {
  return {
    kind: "http" as const,
    url,
    method: (method === undefined || method === "" ? "GET" : method.toUpperCase()) as "GET",
    headers: [],
    body: null,
    followRedirects: true,
    expectedStatus: expectedStatus ?? [{ from: 200, to: 299 }],
    keyword: keyword === undefined || keyword === "" ? null : { text: keyword, mode: "present" as const },
  };
}

function guess({ target, port }: Target): "http" | "tcp" | "ping" | "websocket" {
  if (/^wss?:\/\//i.test(target)) return "websocket";
  if (/^https?:\/\//i.test(target)) return "http";
  if (port !== null || /^(tcp:\/\/)?[^/:]+:\d+$/i.test(target)) return "tcp";
  return /^[\d.]+$|^(ping|icmp):\/\//i.test(target) ? "ping" : "http";
}

function withScheme(target: string, scheme: string): string {
  return /^[a-z]+:\/\//i.test(target) ? target : `${scheme}://${target}`;
}

export function splitHost({ target, port }: { target: string; port: number | null }): {
  host: string;
  port: number | null;
} {
  const bare = target.replace(/^[a-z]+:\/\//i, "").replace(/[/?#].*$/s, "");
  const found = /^\[([^\]]+)\](?::(\d+))?$/.exec(bare) ?? /^([^:]+)(?::(\d+))?$/.exec(bare);
  if (!found) return { host: bare, port };
  return { host: found[1] ?? "", port: found[2] === undefined ? port : Number(found[2]) };
}
