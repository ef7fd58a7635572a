import type { Reply } from "./backend.ts";
import { CommandError, notAnInteger, parseInteger, syntaxError } from "./command-error.ts";
import type { KeySpace } from "./key-space.ts";

export function ping(_keys: KeySpace, args: readonly string[]): Reply {
  if (args.length > 1) throw new CommandError("ERR wrong number of arguments for 'ping' command");
  return args[0] ?? "PONG";
}

export function get(keys: KeySpace, [key = ""]: readonly string[]): Reply {
  return keys.findString(key);
}

export function set(keys: KeySpace, [key = "", text = "", ...options]: readonly string[]): Reply {
  const { onlyIfAbsent, ttlMs } = parseSetOptions(options);
  if (onlyIfAbsent && keys.has(key)) return null;
  keys.setString(key, text, ttlMs === null ? null : keys.now() + ttlMs);
  return "OK";
}

export function del(keys: KeySpace, args: readonly string[]): Reply {
  return args.filter((key) => keys.delete(key)).length;
}

export function exists(keys: KeySpace, args: readonly string[]): Reply {
  return args.filter((key) => keys.has(key)).length;
}

export function pexpire(keys: KeySpace, [key = "", ttl, option]: readonly string[]): Reply {
  if (option !== undefined) throw new CommandError(`ERR Unsupported option ${option}`);
  return keys.expireAt(key, keys.now() + parseInteger(ttl)) ? 1 : 0;
}

export function incr(keys: KeySpace, [key = ""]: readonly string[]): Reply {
  const text = keys.findString(key) ?? "0";
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) throw notAnInteger();
  const value = BigInt(text);
  if (value !== BigInt.asIntN(64, value)) throw notAnInteger();
  const next = value + 1n;
  if (next !== BigInt.asIntN(64, next)) throw new CommandError("ERR increment or decrement would overflow");
  keys.replaceString(key, String(next));
  return Number(next);
}

export function flushall(keys: KeySpace): Reply {
  keys.clear();
  return "OK";
}

function parseSetOptions(options: readonly string[]): { onlyIfAbsent: boolean; ttlMs: number | null } {
  let onlyIfAbsent = false;
  let ttl: { text: string; unitMs: number } | null = null;
  for (let at = 0; at < options.length; at += 1) {
    const option = options[at]?.toUpperCase();
    const next = options[at + 1];
    if (option === "NX") {
      onlyIfAbsent = true;
    } else if ((option === "EX" || option === "PX") && ttl === null && next !== undefined) {
      ttl = { text: next, unitMs: option === "EX" ? 1000 : 1 };
      at += 1;
    } else {
      throw syntaxError();
    }
  }
  if (ttl === null) return { onlyIfAbsent, ttlMs: null };
  const ttlMs = parseInteger(ttl.text) * ttl.unitMs;
  if (ttlMs <= 0) throw new CommandError("ERR invalid expire time in 'set' command");
  return { onlyIfAbsent, ttlMs };
}
