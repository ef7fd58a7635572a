import fc from "fast-check";
import { expect, test } from "vitest";
import { HttpProtocolError } from "#probes/core/http-protocol.ts";
import { ResponseParser } from "./response-parser.ts";

const CHUNKED =
  "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\n\r\n" +
  "5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: x\r\n\r\n";
const LENGTH = "HTTP/1.1 404 Not Found\r\nContent-Length: 11\r\nX-A: 1\r\n\r\nhello world";
const CLOSE = "HTTP/1.0 200 OK\nX-A: 1\n\nhello world";

function read(chunks: readonly Buffer[], method = "GET") {
  const parser = new ResponseParser({ method, keepBytes: 1 << 20 });
  for (const chunk of chunks) parser.feed(chunk);
  parser.end();
  return {
    status: parser.status,
    headers: parser.headers,
    body: parser.keptBody().toString(),
    bytes: parser.bytes,
  };
}

function outcomeOf(chunks: readonly Buffer[]): unknown {
  try {
    return read(chunks);
  } catch (error) {
    expect(error).toBeInstanceOf(HttpProtocolError);
    return "refused";
  }
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length));
}

test.each([
  { name: "chunked, after a 100, with extension and trailer", text: CHUNKED, status: 200 },
  { name: "with a length", text: LENGTH, status: 404 },
  { name: "delimited by the close, with bare line feeds", text: CLOSE, status: 200 },
])("a body is read whole: $name", ({ text, status }) => {
  const answer = read([Buffer.from(text)]);
  expect(answer).toMatchObject({ status, body: "hello world", bytes: 11 });
  expect(answer.headers).toContainEqual(["X-A", "1"]);
});

test.each([CHUNKED, LENGTH, CLOSE])("any split of the bytes gives the same answer (%#)", (text) => {
  const whole = read([Buffer.from(text)]);
  fc.assert(
    fc.property(fc.array(fc.nat(500), { maxLength: 40 }), (cuts) => {
      expect(read(split(Buffer.from(text), cuts))).toEqual(whole);
    }),
  );
});

test("garbage is refused or read, never anything else, however it is split", () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 ",
        "\r\n",
        "\n",
        "\r\n\r\n",
        "Content-Length: 3\r\n",
        ":",
        "5\r\n",
      )
      .map((text) => Buffer.from(text)),
    fc
      .constantFrom("Transfer-Encoding: chunked\r\n", "ffffffffffff\r\n", "0\r\n\r\n")
      .map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.array(fc.nat(600), { maxLength: 20 }),
      (pieces, cuts) => {
        const bytes = Buffer.concat(pieces);
        expect(outcomeOf(split(bytes, cuts))).toEqual(outcomeOf([bytes]));
      },
    ),
    { numRuns: 2000 },
  );
});

test.each([
  { name: "HEAD", method: "HEAD", text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" },
  { name: "204", method: "GET", text: "HTTP/1.1 204 No Content\r\n\r\n" },
  { name: "304", method: "GET", text: "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n" },
])("$name has no body and is done at once", ({ method, text }) => {
  const parser = new ResponseParser({ method, keepBytes: 100 });
  parser.feed(Buffer.from(text));
  expect(parser.isDone).toBe(true);
});

test("reading stops after 1 MB and says so", () => {
  const parser = new ResponseParser({ method: "GET", keepBytes: 4096 });
  parser.feed(Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"));
  for (let index = 0; index < 17 && !parser.isDone; index += 1) parser.feed(Buffer.alloc(64 * 1024, 120));
  expect(parser).toMatchObject({ isDone: true, truncated: true, bytes: 1024 * 1024 });
  expect(parser.keptBody()).toHaveLength(4096);
});

test.each([
  { name: "headers beyond 64 KB", text: `HTTP/1.1 200 OK\r\n${"X-A: 1234567890\r\n".repeat(5000)}` },
  { name: "endless 1xx", text: "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n".repeat(2000) },
  { name: "another protocol", text: "SSH-2.0-OpenSSH_9.2\r\n" },
  {
    name: "two different lengths",
    text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
  },
  { name: "a length that is no number", text: "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" },
  {
    name: "a chunk size that is no number",
    text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
  },
])("$name is refused without waiting for the end", ({ text }) => {
  const parser = new ResponseParser({ method: "GET", keepBytes: 100 });
  expect(() => parser.feed(Buffer.from(text))).toThrow(HttpProtocolError);
});
