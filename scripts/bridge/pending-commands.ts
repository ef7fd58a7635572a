import type { Reply } from "./backend.ts";
import { CommandError, parseInteger, syntaxError } from "./command-error.ts";
import { getGroup } from "./group-commands.ts";
import type { KeySpace } from "./key-space.ts";
import { entryReply } from "./stream-commands.ts";
import type { Pending, StreamGroup } from "./stream-group.ts";
import { compareIds, formatId, parseBound } from "./stream-id.ts";

/** XAUTOCLAIM looks at this many pending entries for each one it may return. */
const ATTEMPTS_PER_ENTRY = 10;

export function xpending(keys: KeySpace, [key = "", name = "", ...rest]: readonly string[]): Reply {
  if (rest.length === 0) return summary(getGroup(keys, { key, name }).group);
  // Redis takes up to six words here and ignores those that it has no use for.
  if (rest.length < 3 || rest.length > 6) throw syntaxError();
  const withIdle = rest[0]?.toUpperCase() === "IDLE";
  const minIdleMs = withIdle ? parseInteger(rest[1]) : 0;
  if (withIdle && rest.length < 5) throw syntaxError();
  const [start = "", end = "", count, consumer] = withIdle ? rest.slice(2) : rest;

  const limit = parseInteger(count);
  const from = parseBound(start, "start");
  const to = parseBound(end, "end");
  const { group } = getGroup(keys, { key, name });
  const now = keys.now();
  const found: Reply[] = [];
  for (const item of group.pendingFrom(from, consumer)) {
    if (found.length >= limit || compareIds(item.id, to) > 0) break;
    const idleMs = Math.max(0, now - item.deliveredAt);
    if (idleMs < minIdleMs) continue;
    found.push([formatId(item.id), item.consumer, idleMs, item.deliveries]);
  }
  return found;
}

export function xautoclaim(keys: KeySpace, args: readonly string[]): Reply {
  const [key = "", name = "", consumer = "", minIdle = "", start = "", ...options] = args;
  const minIdleMs = parseMinIdle(minIdle);
  const from = parseBound(start, "start");
  const limit = parseClaimLimit(options);
  const { stream, group } = getGroup(keys, { key, name });

  const now = keys.now();
  const claimed: Reply[] = [];
  const deleted: Reply[] = [];
  let attempts = limit * ATTEMPTS_PER_ENTRY;
  let cursor = "0-0";
  for (const item of group.pendingFrom(from)) {
    if (attempts === 0 || claimed.length + deleted.length === limit) {
      cursor = formatId(item.id);
      break;
    }
    attempts -= 1;
    const entry = stream.find(item.id);
    if (!entry) {
      group.pending.delete(formatId(item.id));
      deleted.push(formatId(item.id));
    } else if (now - item.deliveredAt >= minIdleMs) {
      group.consumers.add(consumer);
      claim(item, consumer, now);
      claimed.push(entryReply(entry));
    }
  }
  return [cursor, claimed, deleted];
}

function claim(item: Pending, consumer: string, now: number): void {
  item.consumer = consumer;
  item.deliveredAt = now;
  item.deliveries += 1;
}

function summary(group: StreamGroup): Reply {
  const items = [...group.pending.values()];
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return [0, null, null, null];
  const perConsumer = new Map<string, number>();
  for (const item of items) perConsumer.set(item.consumer, (perConsumer.get(item.consumer) ?? 0) + 1);
  const counts = [...perConsumer].sort(([left], [right]) => (left < right ? -1 : 1));
  return [
    items.length,
    formatId(first.id),
    formatId(last.id),
    counts.map(([consumer, count]) => [consumer, String(count)]),
  ];
}

function parseMinIdle(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new CommandError("ERR Invalid min-idle-time argument for XAUTOCLAIM");
  return Math.max(0, Number(text));
}

function parseClaimLimit(options: readonly string[]): number {
  let limit = 100;
  for (let at = 0; at < options.length; at += 2) {
    const text = options[at + 1];
    if (options[at]?.toUpperCase() !== "COUNT" || text === undefined) throw syntaxError();
    limit = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
    if (limit === 0) throw new CommandError("ERR COUNT must be > 0");
  }
  return limit;
}
