import type { Command } from "./backend.ts";

/** What Uptick sends. Everything else stays out: the bridge's token must not open the whole server. */
const ALLOWED = new Set([
  "PING",
  "INFO",
  "GET",
  "SET",
  "DEL",
  "EXISTS",
  "PEXPIRE",
  "INCR",
  "XADD",
  "XLEN",
  "XRANGE",
  "XDEL",
  "XGROUP",
  "XREADGROUP",
  "XACK",
  "XPENDING",
  "XAUTOCLAIM",
  "XINFO",
]);

/** The error reply for a command that the bridge does not pass on, or null. */
export function refusalOf(command: Command, options: { allowFlush: boolean }): string | null {
  const name = (command[0] ?? "").toUpperCase();
  if (name === "FLUSHALL" && options.allowFlush) return null;
  if (!ALLOWED.has(name)) return `ERR Command is not available: '${name.slice(0, 40)}'`;
  // A blocked command would stall every other request on the shared connection.
  const blocks = name === "XREADGROUP" && isBlocking(command);
  return blocks ? "ERR BLOCK is not available over REST" : null;
}

function isBlocking(command: Command): boolean {
  for (let at = 4; at < command.length; at += 1) {
    const word = command[at]?.toUpperCase();
    if (word === "STREAMS") return false;
    if (word === "BLOCK") return true;
  }
  return false;
}
