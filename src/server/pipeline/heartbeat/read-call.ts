import { isIPv6 } from "node:net";
import type { HeartbeatPing, PingKind } from "#contracts/heartbeat.ts";

type Call = Pick<HeartbeatPing, "kind" | "exitCode" | "runId">;

const WORDS: Record<string, PingKind> = { start: "start", fail: "fail", log: "log" };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What the address says: nothing behind the token is a success, a number from 0 to 255 an exit code. Null for anything
 * else. A run id that is no UUID is left out: a ping that is refused is an alarm for nothing.
 */
export function readCall(rest: readonly string[], query: URLSearchParams): Call | null {
  const rid = query.get("rid") ?? "";
  const runId = UUID.test(rid) ? rid.toLowerCase() : null;
  const [word, ...more] = rest;
  if (more.length > 0) return null;
  if (word === undefined) return { kind: "success", exitCode: null, runId };
  const kind = WORDS[word];
  if (kind !== undefined) return { kind, exitCode: null, runId };
  if (!/^\d{1,3}$/.test(word) || Number(word) > 255) return null;
  return { kind: "exit", exitCode: Number(word), runId };
}

/** Enough to tell machines apart, too little to tell who it is. */
export function shortenAddress(address: string): string | null {
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
  if (four !== null) return `${four[1]}.x`;
  if (!isIPv6(address)) return null;
  return `${address.split("::")[0]?.split(":").slice(0, 3).join(":")}::`;
}
