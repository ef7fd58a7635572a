import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import type { BodyText } from "#probes/core/checks/http/send-http.ts";
import { MOST_BODY_BYTES } from "#probes/core/http-request.ts";
import type { HttpMessage } from "./http-message.ts";

const CHARSET = /charset\s*=\s*"?([^\s;"]+)/i;
/** Nobody codes a body more often than this with good intent. */
const MOST_CODINGS = 2;

type Plain = { bytes: Buffer; truncated: boolean };

/** The kept body as text: content coding undone (to 1 MB at most), charset from the Content-Type, else UTF-8. */
export async function bodyText(message: HttpMessage): Promise<BodyText> {
  const codings = codingsOf(message);
  let plain: Plain = { bytes: message.keptBody(), truncated: message.truncated };
  let unreadable: string | null = codings.length > MOST_CODINGS ? codings.join(", ") : null;
  // The last coding was laid on last.
  for (const coding of unreadable === null ? codings.reverse() : []) {
    const stream = decoderOf(coding, plain.bytes);
    if (stream === null) unreadable = coding;
    if (stream === null) break;
    const next = await run(stream, plain.bytes);
    plain = { bytes: next.bytes, truncated: next.truncated || plain.truncated };
  }
  const charset = CHARSET.exec(message.header("content-type") ?? "")?.[1] ?? "utf-8";
  return { text: textDecoderFor(charset).decode(plain.bytes), truncated: plain.truncated, unreadable };
}

function codingsOf(message: HttpMessage): string[] {
  return (message.header("content-encoding") ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
}

function textDecoderFor(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    // A charset that nobody knows; most such pages are ASCII in the part that matters.
    return new TextDecoder();
  }
}

function decoderOf(coding: string, bytes: Buffer): Transform | null {
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      // Some servers leave out the zlib header that RFC 9110 §8.4.1.2 wants.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
    case "br":
      return createBrotliDecompress();
    default:
      return null;
  }
}

function run(stream: Transform, bytes: Buffer): Promise<Plain> {
  return new Promise((done) => {
    const parts: Buffer[] = [];
    let size = 0;
    const finish = (truncated: boolean) => {
      stream.destroy();
      done({ bytes: Buffer.concat(parts).subarray(0, MOST_BODY_BYTES), truncated });
    };
    stream.on("data", (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size > MOST_BODY_BYTES) finish(true);
    });
    stream.once("end", () => finish(false));
    // A broken or cut-off coding: what was decoded before it counts.
    stream.once("error", () => finish(true));
    stream.end(bytes);
  });
}
