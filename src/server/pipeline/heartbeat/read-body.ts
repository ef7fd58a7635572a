import { setTimeout as sleep } from "node:timers/promises";

const KEPT_BYTES = 100 * 1024;
const TAIL_BYTES = 4 * 1024;
/** What is sent beyond is drained, so that a job is never refused for its log, but not without end. */
const MOST_BYTES = 16 * 1024 * 1024;
const DEADLINE_MS = 8_000;

/** `tail` is the end of what is longer than `body` may be; `bytes` counts all that came. */
export type SentBody = { body: string; tail: string; bytes: number };

/** Never rejects: a job that is cut off while it sends has called all the same. */
export async function readBody(stream: ReadableStream<Uint8Array> | null): Promise<SentBody> {
  const kept = new Collector();
  if (stream === null) return kept.toBody();
  const reader = stream.getReader();
  const timer = new AbortController();
  const late = sleep(DEADLINE_MS, null, { signal: timer.signal, ref: false }).catch(() => null);
  try {
    while (kept.bytes < MOST_BYTES) {
      const chunk = await Promise.race([reader.read(), late]);
      if (chunk === null || chunk.done) break;
      kept.add(chunk.value);
    }
  } catch {
    // The caller has gone away; what it said so far is what there is.
  } finally {
    timer.abort();
    void reader.cancel().catch(() => undefined);
  }
  return kept.toBody();
}

class Collector {
  bytes = 0;
  readonly #head: Uint8Array[] = [];
  #tail: Uint8Array = new Uint8Array();

  add(chunk: Uint8Array): void {
    const room = Math.max(0, KEPT_BYTES - this.bytes);
    this.bytes += chunk.byteLength;
    if (room > 0) this.#head.push(chunk.slice(0, room));
    if (chunk.byteLength <= room) return;
    this.#tail = Buffer.concat([this.#tail, chunk.subarray(room)]).subarray(-TAIL_BYTES);
  }

  toBody(): SentBody {
    return { body: toText(Buffer.concat(this.#head)), tail: toText(this.#tail), bytes: this.bytes };
  }
}

/** Postgres keeps no zero in a text. */
function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll("\u0000", "\uFFFD");
}
