import type { Reply } from "./backend.ts";
import { CommandError, wrongSubcommand } from "./command-error.ts";
import type { KeySpace } from "./key-space.ts";
import { entryReply } from "./stream-commands.ts";
import type { StreamGroup } from "./stream-group.ts";
import { formatId, ZERO_ID } from "./stream-id.ts";
import type { StreamValue } from "./stream-value.ts";

export function xinfoGroups(keys: KeySpace, [key = ""]: readonly string[]): Reply {
  return groupsReply(getExistingStream(keys, key));
}

/** Without the figures of Redis' own radix trees. */
export function xinfoStream(keys: KeySpace, [key = "", ...options]: readonly string[]): Reply {
  const stream = getExistingStream(keys, key);
  if (options.length > 0) throw wrongSubcommand("XINFO", "STREAM");
  return streamReply(stream);
}

function getExistingStream(keys: KeySpace, key: string): StreamValue {
  const stream = keys.findStream(key);
  if (!stream) throw new CommandError("ERR no such key");
  return stream;
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
