import { type Framing, HttpProtocolError } from "#probes/core/http-protocol.ts";
import { MOST_BODY_BYTES } from "#probes/core/http-request.ts";

const MOST_LINE_BYTES = 4096;
const MOST_TRAILER_BYTES = 64 * 1024;
const CHUNK_SIZE = /^([0-9a-fA-F]{1,12})[ \t]*(?:;.*)?$/;
const LF = 0x0a;

type ChunkState = "size" | "data" | "data-end" | "trailer";

/** Takes the framing off a body and keeps its first `keepBytes`. Stops at 1 MB. */
export class BodyDecoder {
  bytes = 0;
  truncated = false;
  isDone: boolean;
  private readonly parts: Buffer[] = [];
  private keptBytes = 0;
  private left: number;
  private state: ChunkState = "size";
  private line = "";
  private trailerBytes = 0;

  constructor(
    private readonly framing: Framing,
    private readonly keepBytes: number,
  ) {
    this.left = framing.kind === "length" ? framing.length : 0;
    this.isDone = framing.kind === "length" && framing.length === 0;
  }

  kept(): Buffer {
    return this.parts.length === 1 && this.parts[0] ? this.parts[0] : Buffer.concat(this.parts);
  }

  feed(chunk: Buffer): void {
    if (this.framing.kind === "chunked") this.feedChunked(chunk);
    else if (this.framing.kind === "close") this.take(chunk);
    else {
      const part = chunk.length > this.left ? chunk.subarray(0, this.left) : chunk;
      this.left -= part.length;
      this.take(part);
      if (this.left === 0) this.isDone = true;
    }
  }

  end(): void {
    if (this.framing.kind === "close" || this.isDone) return;
    throw new HttpProtocolError("closed", "The connection was closed before the body was complete.");
  }

  private take(part: Buffer): void {
    const room = MOST_BODY_BYTES - this.bytes;
    const taken = part.length > room ? part.subarray(0, room) : part;
    this.bytes += taken.length;
    if (this.keptBytes < this.keepBytes && taken.length > 0) {
      const kept = taken.subarray(0, this.keepBytes - this.keptBytes);
      this.parts.push(kept);
      this.keptBytes += kept.length;
    }
    if (part.length > room) {
      this.truncated = true;
      this.isDone = true;
    }
  }

  private feedChunked(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !this.isDone) {
      if (this.state === "data") {
        const part = chunk.subarray(at, Math.min(chunk.length, at + this.left));
        at += part.length;
        this.left -= part.length;
        this.take(part);
        if (this.left === 0) this.state = "data-end";
      } else {
        at = this.feedLine(chunk, at);
      }
    }
  }

  /** Gathers a line, which may be spread over chunks, and returns where the next one starts. */
  private feedLine(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(LF, from);
    const until = end === -1 ? chunk.length : end;
    if (this.line.length + (until - from) > MOST_LINE_BYTES) {
      throw new HttpProtocolError("syntax", "The answer's chunked body has a line that is too long.");
    }
    this.line += chunk.toString("latin1", from, until);
    if (end === -1) return chunk.length;
    const line = this.line.endsWith("\r") ? this.line.slice(0, -1) : this.line;
    this.line = "";
    this.readLine(line);
    return end + 1;
  }

  private readLine(line: string): void {
    if (this.state === "data-end") {
      if (line !== "")
        throw new HttpProtocolError("syntax", "The answer's chunked body has a chunk of the wrong length.");
      this.state = "size";
    } else if (this.state === "size") {
      const size = CHUNK_SIZE.exec(line)?.[1];
      if (size === undefined)
        throw new HttpProtocolError("syntax", "The answer's chunked body has a size that is not valid.");
      this.left = Number.parseInt(size, 16);
      this.state = this.left === 0 ? "trailer" : "data";
    } else if (line === "") {
      this.isDone = true;
    } else {
      this.trailerBytes += line.length;
      if (this.trailerBytes > MOST_TRAILER_BYTES) {
        throw new HttpProtocolError("syntax", "The answer's trailers are longer than 64 KB.");
      }
    }
  }
}
