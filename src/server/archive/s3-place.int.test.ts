import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { s3Place } from "./s3-place.ts";

const SECRET = "a secret of the tests";
let server: Server;
let files: Map<string, Buffer>;
let parts: Map<string, Buffer[]>;
/** Answers of 503 that are still to be given. */
let troubles: number;
let calls: string[];

beforeEach(async () => {
  files = new Map();
  parts = new Map();
  troubles = 0;
  calls = [];
  server = createServer((request, response) => {
    void answer(request).then(({ status, body, headers }) => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => void server.close());

const place = (secretAccessKey = SECRET) =>
  s3Place({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-test-1",
    accessKeyId: "AKTEST",
    secretAccessKey,
    bucket: "vault",
    prefix: "some/prefix",
  });

type Answer = { status: number; body?: string | Buffer; headers?: Record<string, string> };

async function answer(request: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? "", "http://x");
  calls.push(`${request.method} ${url.search}`);
  if (troubles > 0) {
    troubles -= 1;
    return { status: 503 };
  }
  if (!isSigned(request, url, body))
    return { status: 403, body: "<Error><Code>SignatureDoesNotMatch</Code></Error>" };
  const key = decodeURIComponent(url.pathname.replace("/vault/", ""));
  const uploadId = url.searchParams.get("uploadId");
  if (url.searchParams.has("uploads")) {
    parts.set(key, []);
    return { status: 200, body: `<R><UploadId>${key}</UploadId></R>` };
  }
  if (uploadId !== null)
    return takePart(
      { method: request.method, key, number: Number(url.searchParams.get("partNumber")) },
      body,
    );
  if (request.method === "PUT") {
    files.set(key, body);
    return { status: 200 };
  }
  if (request.method === "DELETE") {
    files.delete(key);
    return { status: 204 };
  }
  if (url.searchParams.has("list-type")) return list(url.searchParams);
  const file = files.get(key);
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
  return file === undefined ? { status: 404 } : { status: from > 0 ? 206 : 200, body: file.subarray(from) };
}

function takePart(call: { method: string | undefined; key: string; number: number }, body: Buffer): Answer {
  const held = parts.get(call.key) ?? [];
  if (call.method === "PUT") {
    held[call.number - 1] = body;
    return { status: 200, headers: { etag: `"${call.number}"` } };
  }
  parts.delete(call.key);
  if (call.method === "POST") files.set(call.key, Buffer.concat(held));
  return { status: 200, body: "<Done/>" };
}

/** Two names to a page. */
function list(query: URLSearchParams): Answer {
  const after = query.get("continuation-token") ?? "";
  const names = [...files.keys()]
    .filter((name) => name.startsWith(query.get("prefix") ?? "") && name > after)
    .sort();
  const page = names.slice(0, 2);
  const entries = page.map(
    (name) =>
      `<Contents><Key>${name.replaceAll("&", "&amp;")}</Key><Size>${files.get(name)?.length}</Size></Contents>`,
  );
  const more =
    names.length > 2
      ? `<NextContinuationToken>${page.at(-1)?.replaceAll("&", "&amp;")}</NextContinuationToken>`
      : "";
  return { status: 200, body: `<ListBucketResult>${entries.join("")}${more}</ListBucketResult>` };
}

const sha = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const mac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** AWS Signature Version 4, by the book and not by the library that signs. */
function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const given =
    /Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
      request.headers.authorization ?? "",
    );
  if (given === null || request.headers["x-amz-content-sha256"] !== sha(body)) return false;
  const [, , day = "", region = "", names = "", signature] = given;
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const headers = names
    .split(";")
    .map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
    .join("");
  const canonical = [request.method, url.pathname, query, headers, names, sha(body)].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha(canonical)].join("\n");
  const key = mac(mac(mac(mac(`AWS4${SECRET}`, day), region), "s3"), "aws4_request");
  return mac(key, text).toString("hex") === signature;
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 300_000) yield bytes.subarray(at, at + 300_000);
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

test.each([
  { name: "a small file in one request", bytes: 1_000, puts: 1 },
  { name: "a large file in parts of 16 MiB", bytes: 40_000_000, puts: 3 },
])("$name comes back as it was written, each request signed", async ({ bytes, puts }) => {
  const content = Buffer.alloc(bytes, "uptick");
  expect(await place().write("a & b.backup", inPieces(content))).toBe(bytes);
  expect([...files.keys()]).toEqual(["some/prefix/a & b.backup"]);
  expect(calls.filter((call) => call.startsWith("PUT"))).toHaveLength(puts);
  expect((await readAll(place().read("a & b.backup"))).equals(content)).toBe(true);
});

test("a moment of trouble is waited for, a wrong secret is told", async () => {
  troubles = 2;
  await place().write("x", inPieces(Buffer.from("x")));
  expect(files.size).toBe(1);
  await expect(place("another").write("y", inPieces(Buffer.from("y")))).rejects.toThrow(
    "403 (SignatureDoesNotMatch)",
  );
});

test("a source that fails leaves neither a file nor parts behind", async () => {
  const failing = (async function* () {
    yield Buffer.alloc(40_000_000);
    throw new Error("The database is gone");
  })();
  await expect(place().write("half", failing)).rejects.toThrow("The database is gone");
  expect([files.size, parts.size]).toEqual([0, 0]);
});

test("names are listed over pages and in order, removed, and missing ones told", async () => {
  for (const name of ["c", "a", "b", "d&e"]) await place().write(name, inPieces(Buffer.from(name)));
  expect((await place().list("")).map(({ name }) => name)).toEqual(["a", "b", "c", "d&e"]);
  await place().remove("b");
  await place().remove("b");
  expect((await place().list("")).map(({ name }) => name)).toEqual(["a", "c", "d&e"]);
  await expect(readAll(place().read("b"))).rejects.toMatchObject({ kind: "missing" });
});
