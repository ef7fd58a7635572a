import { compareIds, formatId, type StreamId } from "./stream-id.ts";

export type Pending = {
  readonly id: StreamId;
  consumer: string;
  deliveredAt: number;
  deliveries: number;
};

/**
 * A consumer group. New deliveries always have greater ids than earlier ones, so the insertion order of `pending` is
 * the order of ids.
 */
export class StreamGroup {
  readonly consumers = new Set<string>();
  readonly pending = new Map<string, Pending>();
  lastId: StreamId;
  entriesRead: number | null;

  constructor(lastId: StreamId, entriesRead: number | null) {
    this.lastId = lastId;
    this.entriesRead = entriesRead;
  }

  deliver(id: StreamId, consumer: string, now: number): void {
    this.pending.set(formatId(id), { id, consumer, deliveredAt: now, deliveries: 1 });
  }

  /** Pending entries from `from` on, of one consumer or of all. */
  *pendingFrom(from: StreamId, consumer?: string): Generator<Pending> {
    for (const item of this.pending.values()) {
      if (consumer !== undefined && item.consumer !== consumer) continue;
      if (compareIds(item.id, from) >= 0) yield item;
    }
  }

  removeConsumer(name: string): number {
    let removed = 0;
    for (const [key, item] of this.pending) {
      if (item.consumer !== name) continue;
      this.pending.delete(key);
      removed += 1;
    }
    this.consumers.delete(name);
    return removed;
  }
}
