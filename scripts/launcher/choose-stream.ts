import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { EnvSource } from "./env-file.ts";

export type StreamChoice =
  | { kind: "upstash"; url: string; token: string }
  | { kind: "redis"; url: string }
  | { kind: "private"; binary: string }
  | { kind: "memory"; why: "asked" | "nothing found" };

/** Where jobs travel: what is asked for or named first, then what is found, then what needs nothing. */
export function chooseStream(source: EnvSource, findBinary: (name: string) => string | null): StreamChoice {
  if (source.UPTICK_STREAM === "memory") return { kind: "memory", why: "asked" };
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL } = source;
  if (url && token) return { kind: "upstash", url, token };
  if (REDIS_URL) return { kind: "redis", url: REDIS_URL };
  const binary = findBinary("redis-server") ?? findBinary("valkey-server");
  return binary === null ? { kind: "memory", why: "nothing found" } : { kind: "private", binary };
}

/** Debian keeps servers in sbin or bin, which are not on everybody's PATH. */
export function findOnPath(name: string, path = process.env.PATH ?? ""): string | null {
  const folders = [...path.split(delimiter), "/usr/bin", "/usr/local/bin", "/usr/sbin", "/opt/homebrew/bin"];
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  return found ?? null;
}
