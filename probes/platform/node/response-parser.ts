import { type Framing, HttpProtocolError } from "#probes/core/http-protocol.ts";
import { BodyDecoder } from "./body-decoder.ts";

const MOST_HEAD_BYTES = 64 * 1024;
const CONTENT_LENGTH = /^\d{1,15}$/;
const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: |$)/;

export type ResponseHeader = [name: string, value: string];

/**
 * Reads one HTTP/1.x response from chunks of any size. 1xx responses are skipped. `isDone` turns true at the end of the
 * message, or when 1 MB of body was read: then `truncated` is set and the rest is not waited for.
 */
export class ResponseParser {
  status = 0;
  headers: ResponseHeader[] = [];
  isDone = false;
  private head: Buffer | null = null;
  private headBytes = 0;
  private body: BodyDecoder | null = null;

  constructor(private readonly request: { method: string; keepBytes: number }) {}

  get hasHead(): boolean {
    return this.body !== null;
  }

  get bytes(): number {
    return this.body?.bytes ?? 0;
  }

  get truncated(): boolean {
    return this.body?.truncated ?? false;
  }

  /** What was kept of the body, before any content decoding. */
  keptBody(): Buffer {
    return this.body?.kept() ?? Buffer.alloc(0);
  }

  header(name: string): string | undefined {
    return this.headers.find((header) => header[0].toLowerCase() === name)?.[1];
  }

  feed(chunk: Buffer): void {
    let rest = chunk;
    while (!this.isDone && rest.length > 0) {
      if (this.body) {
        this.body.feed(rest);
        this.isDone = this.body.isDone;
        return;
      }
      rest = this.feedHead(rest);
    }
  }

  /** The peer closed the connection. */
  end(): void {
    if (this.isDone) return;
    if (!this.body)
      throw new HttpProtocolError("closed", "The connection was closed before a complete answer.");
    this.body.end();
    this.isDone = true;
  }

  private feedHead(chunk: Buffer): Buffer {
    const all = this.head ? Buffer.concat([this.head, chunk]) : chunk;
    const end = findHeadEnd(all);
    const headLength = end ?? all.length;
    if (this.headBytes + headLength > MOST_HEAD_BYTES) {
      throw new HttpProtocolError("syntax", "The answer's headers are longer than 64 KB.");
    }
    if (all.length >= 5 && !all.subarray(0, 5).equals(HTTP_PREFIX)) {
      throw new HttpProtocolError("syntax", "The answer is not HTTP/1.x.");
    }
    if (end === null) {
      this.head = all;
      return EMPTY;
    }
    this.head = null;
    this.headBytes += end;
    this.readHead(all.toString("latin1", 0, end));
    return all.subarray(end);
  }

  private readHead(text: string): void {
    const lines = text.trimEnd().split("\n");
    const match = STATUS_LINE.exec((lines[0] ?? "").trimEnd());
    if (!match) throw new HttpProtocolError("syntax", "The answer's status line is not valid.");
    const status = Number(match[2]);
    if (status < 100) throw new HttpProtocolError("syntax", "The answer's status is below 100.");
    if (status === 101)
      throw new HttpProtocolError("syntax", "The answer switches the protocol, which was not asked for.");
    if (status < 200) return;
    this.status = status;
    this.headers = parseHeaders(lines);
    this.body = new BodyDecoder(framingOf(this.headers), this.request.keepBytes);
    const hasNone = this.request.method === "HEAD" || status === 204 || status === 304;
    this.isDone = hasNone || this.body.isDone;
  }
}

const EMPTY = Buffer.alloc(0);
const HTTP_PREFIX = Buffer.from("HTTP/");
const LF = 0x0a;
const CR = 0x0d;

/** The index after the empty line, which may end in CRLF or in LF alone. */
function findHeadEnd(bytes: Buffer): number | null {
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
  }
  return null;
}

function parseHeaders(lines: readonly string[]): ResponseHeader[] {
  const headers: ResponseHeader[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const colon = line.indexOf(":");
    const previous = headers.at(-1);
    if ((line.startsWith(" ") || line.startsWith("\t")) && previous) previous[1] += ` ${line.trim()}`;
    else if (colon > 0) headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    else throw new HttpProtocolError("syntax", "The answer has a header line without a colon.");
  }
  return headers;
}

/** RFC 9112 §6.3: chunked wins over a length, and two lengths must agree. */
function framingOf(headers: readonly ResponseHeader[]): Framing {
  let coding: string | null = null;
  let length: string | null = null;
  for (const [name, value] of headers) {
    const isLength = name.length === 14 && name.toLowerCase() === "content-length";
    if (isLength) length = length === null || length === value ? value : "different lengths";
    else if (name.length === 17 && name.toLowerCase() === "transfer-encoding") coding = value;
  }
  if (coding !== null) {
    return coding.toLowerCase().split(",").at(-1)?.trim() === "chunked"
      ? { kind: "chunked" }
      : { kind: "close" };
  }
  return length === null ? { kind: "close" } : { kind: "length", length: parseLength(length) };
}

function parseLength(text: string): number {
  const parts = text.split(",").map((part) => part.trim());
  const [first = ""] = parts;
  if (!CONTENT_LENGTH.test(first) || parts.some((part) => part !== first)) {
    throw new HttpProtocolError("syntax", "The answer's Content-Length is not valid.");
  }
  return Number(first);
}
