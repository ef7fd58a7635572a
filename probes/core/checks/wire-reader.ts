import { Fault } from "#probes/core/fault.ts";
import type { Wire } from "#probes/core/wire.ts";
import { findBytes, joinBytes } from "./byte-search.ts";

const MOST_LINE_BYTES = 8192;
const LF = 10;
const decoder = new TextDecoder();

/** Reads a conversation piece by piece. What goes beyond its cap is a Fault `protocol`, an early end one of `reset`. */
export class WireReader {
  /** All that has come in. */
  bytes = 0;
  /** `performance.now()` of the first byte. */
  firstByteAt: number | null = null;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(private readonly wire: Wire) {}

  /** What came and was not asked for yet. */
  get pending(): number {
    return this.rest.length;
  }

  /** Without its CRLF or LF. */
  async readLine(mostBytes = MOST_LINE_BYTES): Promise<string> {
    let from = 0;
    for (;;) {
      const end = this.rest.indexOf(LF, from);
      if (end > mostBytes || (end === -1 && this.rest.length > mostBytes)) {
        throw new Fault("protocol", `It sent a line of more than ${mostBytes} bytes.`);
      }
      if (end !== -1) return decoder.decode(this.take(end + 1)).replace(/\r?\n$/, "");
      from = this.rest.length;
      await this.fill();
    }
  }

  /** All up to the end of `wanted`, which must come within `mostBytes`. */
  async readUntil(wanted: Uint8Array, mostBytes: number): Promise<Uint8Array> {
    let from = 0;
    for (;;) {
      const at = findBytes(this.rest, wanted, from);
      if (at !== -1) return this.take(at + wanted.length);
      if (this.rest.length > mostBytes) {
        throw new Fault("protocol", `It sent more than ${mostBytes} bytes without what was expected.`);
      }
      from = Math.max(0, this.rest.length - wanted.length + 1);
      await this.fill();
    }
  }

  async readExactly(count: number): Promise<Uint8Array> {
    while (this.rest.length < count) await this.fill();
    return this.take(count);
  }

  /** Whatever is there, at least a byte. Null when the other side has ended. */
  async readSome(): Promise<Uint8Array | null> {
    if (this.rest.length > 0) return this.take(this.rest.length);
    return this.pull();
  }

  /** For evidence after a failure: what came last and led to nothing. */
  peek(): Uint8Array {
    return this.rest;
  }

  private take(count: number): Uint8Array {
    const taken = this.rest.subarray(0, count);
    this.rest = this.rest.subarray(count);
    return taken;
  }

  private async fill(): Promise<void> {
    const chunk = await this.pull();
    if (chunk === null) throw new Fault("reset", "The connection was closed before a complete answer.");
    this.rest = this.rest.length === 0 ? chunk : joinBytes(this.rest, chunk);
  }

  private async pull(): Promise<Uint8Array | null> {
    const chunk = await this.wire.read();
    if (chunk === null) return null;
    this.firstByteAt ??= performance.now();
    this.bytes += chunk.length;
    return chunk;
  }
}
