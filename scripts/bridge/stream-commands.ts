import type { Reply } from "./backend.ts";
import { CommandError, invalidStreamId, parseInteger, syntaxError } from "./command-error.ts";
import type { KeySpace } from "./key-space.ts";
import { parseBound, parseId } from "./stream-id.ts";
import type { StreamEntry } from "./stream-value.ts";

export const entryReply = (entry: StreamEntry): Reply => [entry.key, entry.fields];

export function xadd(keys: KeySpace, [key = "", id = "", ...fields]: readonly string[]): Reply {
  if (id !== "*") checkNewId(id);
  if (fields.length === 0 || fields.length % 2 !== 0) {
    throw new CommandError("ERR wrong number of arguments for 'xadd' command");
  }
  // Redis makes the stream before it looks at the id, but only an id of 0-0 can be refused then.
  if (id === "0" || id === "0-0") {
    throw new CommandError("ERR The ID specified in XADD must be greater than 0-0");
  }
  return (keys.findStream(key) ?? keys.addStream(key)).add(id, fields, keys.now());
}

export function xlen(keys: KeySpace, [key = ""]: readonly string[]): Reply {
  return keys.findStream(key)?.length ?? 0;
}

export function xrange(keys: KeySpace, [key = "", start = "", end = "", ...rest]: readonly string[]): Reply {
  const from = parseBound(start, "start");
  const to = parseBound(end, "end");
  const limit = parseRangeLimit(rest);
  const stream = keys.findStream(key);
  if (!stream) return [];
  if (limit === 0) return null;
  return stream.range(from, to, limit).map(entryReply);
}

export function xdel(keys: KeySpace, [key = "", ...texts]: readonly string[]): Reply {
  const stream = keys.findStream(key);
  if (!stream) return 0;
  const ids = texts.map((text) => parseId(text));
  return ids.filter((id) => stream.delete(id)).length;
}

function checkNewId(text: string): void {
  if (text === "-" || text === "+") throw invalidStreamId();
  parseId(text.endsWith("-*") ? text.slice(0, -2) : text);
}

function parseRangeLimit(options: readonly string[]): number {
  let limit = Number.POSITIVE_INFINITY;
  for (let at = 0; at < options.length; at += 2) {
    if (options[at]?.toUpperCase() !== "COUNT" || options[at + 1] === undefined) throw syntaxError();
    limit = Math.max(0, parseInteger(options[at + 1]));
  }
  return limit;
}
