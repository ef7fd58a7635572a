import type { Reply } from "./backend.ts";
import { CommandError, parseInteger, syntaxError } from "./command-error.ts";
import { type GroupAt, getGroup } from "./group-commands.ts";
import type { KeySpace } from "./key-space.ts";
import { entryReply } from "./stream-commands.ts";
import { compareIds, nextId, parseId, type StreamId } from "./stream-id.ts";

type Reader = { consumer: string; limit: number; now: number };
type Source = GroupAt & { key: string; after: StreamId | "new" };

/** XREADGROUP GROUP group consumer [COUNT n] STREAMS key… id…; BLOCK and NOACK are not part of Uptick's use. */
export function xreadgroup(keys: KeySpace, args: readonly string[]): Reply {
  const { group, consumer, limit, streams, ids } = parseArguments(args);
  const sources = streams.map((key, index): Source => {
    const at = getGroup(keys, { key, name: group, suffix: " in XREADGROUP with GROUP option" });
    return { ...at, key, after: parseAfter(ids[index] ?? "") };
  });

  const reader: Reader = { consumer, limit, now: keys.now() };
  const replies = sources.flatMap((source): Reply[] => {
    const entries =
      source.after === "new" ? readNew(source, reader) : readHistory(source, source.after, reader);
    return entries === null ? [] : [[source.key, entries]];
  });
  return replies.length === 0 ? null : replies;
}

function readNew({ stream, group }: Source, reader: Reader): Reply[] | null {
  const last = stream.last();
  if (!last || compareIds(last.id, group.lastId) <= 0) return null;
  group.consumers.add(reader.consumer);
  const entries = stream.range(nextId(group.lastId), last.id, reader.limit);
  for (const entry of entries) {
    if (group.entriesRead !== null && !stream.hasTombstonesFrom(entry.id)) group.entriesRead += 1;
    else group.entriesRead = stream.entriesUpTo(entry.id);
    group.lastId = entry.id;
    group.deliver(entry.id, reader.consumer, reader.now);
  }
  return entries.map(entryReply);
}

function readHistory({ stream, group }: Source, after: StreamId, reader: Reader): Reply[] {
  group.consumers.add(reader.consumer);
  const entries: Reply[] = [];
  for (const item of group.pendingFrom(nextId(after), reader.consumer)) {
    if (entries.length >= reader.limit) break;
    const entry = stream.find(item.id);
    if (entry) {
      item.deliveredAt = reader.now;
      item.deliveries += 1;
    }
    entries.push(entry ? entryReply(entry) : [`${item.id.ms}-${item.id.seq}`, null]);
  }
  return entries;
}

function parseArguments(args: readonly string[]) {
  if (args[0]?.toUpperCase() !== "GROUP") throw syntaxError();
  const [, group = "", consumer = ""] = args;
  let limit = Number.POSITIVE_INFINITY;
  let at = 3;
  for (; at < args.length && args[at]?.toUpperCase() !== "STREAMS"; at += 2) {
    if (args[at]?.toUpperCase() !== "COUNT" || at + 1 >= args.length) throw syntaxError();
    const count = parseInteger(args[at + 1]);
    limit = count > 0 ? count : Number.POSITIVE_INFINITY;
  }
  const rest = args.slice(at + 1);
  if (at >= args.length || rest.length === 0) throw syntaxError();
  if (rest.length % 2 !== 0) {
    throw new CommandError(
      "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.",
    );
  }
  const half = rest.length / 2;
  return { group, consumer, limit, streams: rest.slice(0, half), ids: rest.slice(half) };
}

function parseAfter(text: string): StreamId | "new" {
  if (text === ">") return "new";
  if (text !== "$") return parseId(text);
  throw new CommandError(
    "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.",
  );
}
