import type { Reply } from "./backend.ts";
import { CommandError } from "./command-error.ts";
import type { KeySpace } from "./key-space.ts";
import { entryReply } from "./stream-commands.ts";
import type { StreamGroup } from "./stream-group.ts";
import { formatId, ZERO_ID } from "./stream-id.ts";
import type { StreamValue } from "./stream-value.ts";

/** XINFO GROUPS and XINFO STREAM; the latter without the figures of Redis' own radix trees. */
export function xinfo(keys: KeySpace, [verb = "", key, ...rest]: readonly string[]): Reply {
  const name = verb.toUpperCase();
  if (name !== "GROUPS" && name !== "STREAM") {
    throw new CommandError(`ERR unknown subcommand '${verb}'. Try XINFO HELP.`);
  }
  if (key === undefined || rest.length > 0) {
    throw new CommandError(`ERR wrong number of arguments for 'xinfo|${name.toLowerCase()}' command`);
  }
  const stream = keys.findStream(key);
  if (!stream) throw new CommandError("ERR no such key");
  return name === "GROUPS" ? groupsReply(stream) : streamReply(stream);
}

function groupsReply(stream: StreamValue): Reply {
  const groups = [...stream.groups].sort(([left], [right]) => (left < right ? -1 : 1));
  return groups.map(([name, group]) => [
    "name",
    name,
    "consumers",
    group.consumers.size,
    "pending",
    group.pending.size,
    "last-delivered-id",
    formatId(group.lastId),
    "entries-read",
    group.entriesRead,
    "lag",
    lagOf(stream, group),
  ]);
}

function streamReply(stream: StreamValue): Reply {
  const [first, last] = [stream.first(), stream.last()];
  return [
    "length",
    stream.length,
    "last-generated-id",
    formatId(stream.lastId),
    "max-deleted-entry-id",
    formatId(stream.maxDeletedId),
    "entries-added",
    stream.entriesAdded,
    "recorded-first-entry-id",
    formatId(first?.id ?? ZERO_ID),
    "groups",
    stream.groups.size,
    "first-entry",
    first && entryReply(first),
    "last-entry",
    last && entryReply(last),
  ];
}

function lagOf(stream: StreamValue, group: StreamGroup): number | null {
  if (stream.entriesAdded === 0) return 0;
  const countIsExact = group.entriesRead !== null && !stream.hasTombstonesFrom(group.lastId);
  const read = countIsExact ? group.entriesRead : stream.entriesUpTo(group.lastId);
  return read === null ? null : stream.entriesAdded - read;
}
