import { CommandError } from "./command-error.ts";
import { StreamGroup } from "./stream-group.ts";
import { compareIds, formatId, isZero, nextId, parseId, type StreamId, ZERO_ID } from "./stream-id.ts";

export type StreamEntry = { readonly id: StreamId; readonly key: string; fields: string[] | null };

/** A Redis stream. Deleted entries stay in place as tombstones until they are half of the array. */
export class StreamValue {
  readonly kind = "stream";
  readonly groups = new Map<string, StreamGroup>();
  lastId: StreamId = ZERO_ID;
  maxDeletedId: StreamId = ZERO_ID;
  entriesAdded = 0;
  length = 0;
  private entries: StreamEntry[] = [];

  add(idText: string, fields: string[], now: number): string {
    const id = this.chooseId(idText, now);
    const entry = { id, key: formatId(id), fields };
    this.entries.push(entry);
    this.lastId = id;
    this.entriesAdded += 1;
    this.length += 1;
    return entry.key;
  }

  find(id: StreamId): StreamEntry | null {
    const entry = this.entries[this.lowerBound(id)];
    return entry?.fields && compareIds(entry.id, id) === 0 ? entry : null;
  }

  delete(id: StreamId): boolean {
    const entry = this.find(id);
    if (!entry) return false;
    entry.fields = null;
    this.length -= 1;
    if (compareIds(id, this.maxDeletedId) > 0) this.maxDeletedId = id;
    if (this.entries.length > 64 && this.length * 2 < this.entries.length) {
      this.entries = this.entries.filter((kept) => kept.fields !== null);
    }
    return true;
  }

  range(from: StreamId, to: StreamId, limit: number): StreamEntry[] {
    const found: StreamEntry[] = [];
    for (let at = this.lowerBound(from); at < this.entries.length && found.length < limit; at += 1) {
      const entry = this.entries[at];
      if (!entry || compareIds(entry.id, to) > 0) break;
      if (entry.fields) found.push(entry);
    }
    return found;
  }

  first(): StreamEntry | null {
    return this.entries.find((entry) => entry.fields !== null) ?? null;
  }

  last(): StreamEntry | null {
    return this.entries.findLast((entry) => entry.fields !== null) ?? null;
  }

  createGroup(name: string, lastId: StreamId, entriesRead: number | null): void {
    if (this.groups.has(name)) throw new CommandError("BUSYGROUP Consumer Group name already exists");
    this.groups.set(name, new StreamGroup(lastId, entriesRead));
  }

  /** The place of `id` among all entries ever added, or null where deletions made that unknowable. */
  entriesUpTo(id: StreamId): number | null {
    if (this.entriesAdded === 0) return 0;
    const toLast = compareIds(id, this.lastId);
    if (this.length === 0 && toLast <= 0) return this.entriesAdded;
    if (toLast > 0) return null;
    if (toLast === 0) return this.entriesAdded;
    const firstId = this.first()?.id ?? ZERO_ID;
    if (!isZero(this.maxDeletedId) && compareIds(this.maxDeletedId, firstId) >= 0) return null;
    const toFirst = compareIds(id, firstId);
    if (toFirst < 0) return this.entriesAdded - this.length;
    return toFirst === 0 ? this.entriesAdded - this.length + 1 : null;
  }

  hasTombstonesFrom(id: StreamId): boolean {
    return this.length > 0 && !isZero(this.maxDeletedId) && compareIds(id, this.maxDeletedId) <= 0;
  }

  private chooseId(text: string, now: number): StreamId {
    if (text === "*") return now > this.lastId.ms ? { ms: now, seq: 0 } : nextId(this.lastId);
    const id = text.endsWith("-*") ? this.completeId(parseId(text.slice(0, -2)).ms) : parseId(text);
    if (compareIds(id, this.lastId) <= 0) {
      throw new CommandError(
        "ERR The ID specified in XADD is equal or smaller than the target stream top item",
      );
    }
    return id;
  }

  private completeId(ms: number): StreamId {
    return ms === this.lastId.ms ? nextId(this.lastId) : { ms, seq: 0 };
  }

  /** Index of the first entry whose id is not below `id`. */
  private lowerBound(id: StreamId): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.entries[middle];
      if (entry && compareIds(entry.id, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
