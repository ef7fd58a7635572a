import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { MOST_BODY_BYTES } from "#probes/core/http-request.ts";
import type { ResponseParser } from "./response-parser.ts";

const CHARSET = /charset\s*=\s*"?([^\s;"]+)/i;

/** The kept body as text: content coding undone (to 1 MB at most), charset from the Content-Type, else UTF-8. */
export async function bodyText(parser: ResponseParser): Promise<{ text: string; truncated: boolean }> {
  const coding = (parser.header("content-encoding") ?? "identity").trim().toLowerCase();
  const plain = await decode(parser.keptBody(), coding);
  const charset = CHARSET.exec(parser.header("content-type") ?? "")?.[1] ?? "utf-8";
  return {
    text: decoderFor(charset).decode(plain.bytes),
    truncated: plain.truncated || parser.truncated,
  };
}

function decoderFor(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    // A charset that nobody knows; most such pages are ASCII in the part that matters.
    return new TextDecoder();
  }
}

function decode(bytes: Buffer, coding: string): Promise<{ bytes: Buffer; truncated: boolean }> {
  const stream =
    coding === "gzip" || coding === "x-gzip"
      ? createGunzip()
      : coding === "deflate"
        ? createInflate()
        : coding === "br"
          ? createBrotliDecompress()
          : null;
  if (stream === null) return Promise.resolve({ bytes, truncated: false });

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
