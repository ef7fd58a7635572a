import type { Reply } from "./backend.ts";
import { CommandError, parseInteger, wrongSubcommand } from "./command-error.ts";
import type { KeySpace } from "./key-space.ts";
import type { StreamGroup } from "./stream-group.ts";
import { parseId } from "./stream-id.ts";
import type { StreamValue } from "./stream-value.ts";

export type GroupAt = { stream: StreamValue; group: StreamGroup };

export function getGroup(keys: KeySpace, at: { key: string; name: string; suffix?: string }): GroupAt {
  const stream = keys.findStream(at.key);
  const group = stream?.groups.get(at.name);
  if (stream && group) return { stream, group };
  throw new CommandError(`NOGROUP No such key '${at.key}' or consumer group '${at.name}'${at.suffix ?? ""}`);
}

export function xack(keys: KeySpace, [key = "", name = "", ...texts]: readonly string[]): Reply {
  const group = keys.findStream(key)?.groups.get(name);
  if (!group) return 0;
  const ids = texts.map((text) => parseId(text));
  return ids.filter((id) => group.pending.delete(`${id.ms}-${id.seq}`)).length;
}

export function xgroupCreate(keys: KeySpace, args: readonly string[]): Reply {
  const [key = "", name = "", idText = "", ...options] = args;
  const { makeStream, entriesRead } = parseCreateOptions(options);
  const existing = keys.findStream(key);
  if (!existing && !makeStream) throw missingStream();
  const id = idText === "$" ? existing?.lastId : parseId(idText);
  const stream = existing ?? keys.addStream(key);
  stream.createGroup(name, id ?? stream.lastId, entriesRead);
  return "OK";
}

function parseCreateOptions(options: readonly string[]): {
  makeStream: boolean;
  entriesRead: number | null;
} {
  let makeStream = false;
  let entriesRead: number | null = null;
  for (let at = 0; at < options.length; at += 1) {
    const option = options[at]?.toUpperCase();
    if (option === "MKSTREAM") {
      makeStream = true;
    } else if (option === "ENTRIESREAD" && options[at + 1] !== undefined) {
      entriesRead = parseInteger(options[at + 1]);
      at += 1;
    } else {
      throw wrongSubcommand("XGROUP", "CREATE");
    }
  }
  return { makeStream, entriesRead };
}

export function xgroupDestroy(keys: KeySpace, [key = "", name = ""]: readonly string[]): Reply {
  return getExistingStream(keys, key).groups.delete(name) ? 1 : 0;
}

export function xgroupDelconsumer(keys: KeySpace, args: readonly string[]): Reply {
  const [key = "", name = "", consumer = ""] = args;
  const group = getExistingStream(keys, key).groups.get(name);
  if (!group) throw new CommandError(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
  return group.removeConsumer(consumer);
}

function getExistingStream(keys: KeySpace, key: string): StreamValue {
  const stream = keys.findStream(key);
  if (!stream) throw missingStream();
  return stream;
}

const missingStream = () =>
  new CommandError(
    "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.",
  );
