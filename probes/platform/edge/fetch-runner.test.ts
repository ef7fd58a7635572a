import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { DEFAULT_TLS } from "#contracts/checks/check-fields.ts";
import type { HttpCheck } from "#contracts/checks/http.ts";
import { closeTargets, configOf, fine, listen, serve } from "../../testing/socket-targets.ts";
import { runFetchCheck } from "./fetch-runner.ts";

afterEach(closeTargets);

function signedIn(url: string, auth: HttpCheck["auth"]) {
  const config = configOf(url);
  return { ...config, check: { ...config.check, auth } };
}

async function serveHttp(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(answer);
  return `http://127.0.0.1:${await listen(server)}/`;
}

test("query, body type, cookies and redirects work over fetch", async () => {
  const { url, heads } = await serve((socket, head) => {
    if (head.startsWith("POST"))
      socket.end(
        "HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: got=2; Path=/\r\nContent-Length: 0\r\n\r\n",
      );
    else socket.end(fine("in"));
  });
  const seen = await runFetchCheck(
    configOf(url, {
      method: "POST",
      body: "{}",
      bodyType: "json",
      query: [{ name: "a", value: "ü b" }],
      cookies: [{ name: "own", value: "1" }],
    }),
  );
  expect(seen).toMatchObject({ outcome: "ok", status: 200, connectUs: null });
  expect(seen.ttfbUs).toBeGreaterThan(0);
  expect(heads[0]).toMatch(/^POST \/\?a=%C3%BC%20b HTTP/);
  expect(heads[0]).toMatch(/content-type: application\/json\r\n/i);
  expect(heads[0]).toMatch(/cookie: own=1\r\n/i);
  expect(heads[1]).toMatch(/^GET \/next/);
  expect(heads[1]).toMatch(/cookie: own=1; got=2\r\n/i);
});

test("basic and digest sign-in work over fetch", async () => {
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const url = await serveHttp((request, response) => {
    const given = request.headers.authorization ?? "";
    if (given === `Basic ${Buffer.from("a:b").toString("base64")}`) return response.end("basic");
    const field = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(given)?.[1] ?? "";
    const proof = `${sha256("a:r:b")}:n:${field("nc")}:${field("cnonce")}:auth:${sha256("GET:/")}`;
    if (field("response") === sha256(proof)) return response.end("digest");
    const challenge = 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256';
    return response.writeHead(401, { "www-authenticate": challenge }).end();
  });
  const login = { username: "a", password: "b" };
  expect((await runFetchCheck(signedIn(url, { type: "basic", ...login }))).outcome).toBe("ok");
  expect((await runFetchCheck(signedIn(url, { type: "digest", ...login }))).outcome).toBe("ok");
  const wrong = { ...login, password: "c" };
  expect((await runFetchCheck(signedIn(url, { type: "digest", ...wrong }))).outcome).toBe("auth");
});

test("assertions see what fetch has: status, header, decoded body, JSON, size, first byte and total", async () => {
  const body = gzipSync('{"a":7}');
  const { url } = await serve((socket) => socket.end(fine(body, "Content-Encoding: gzip\r\nX-A: 1\r\n")));
  const list: HttpCheck["assertions"]["list"] = [
    { source: "header", name: "x-a", comparison: "equals", expected: "1" },
    { source: "json", name: "$.a", comparison: "equals", expected: "7" },
    { source: "size", name: "", comparison: "greater", expected: "0" },
    { source: "time", name: "ttfb", comparison: "less", expected: "2000" },
    { source: "time", name: "total", comparison: "less", expected: "2000" },
  ];
  const seen = await runFetchCheck(configOf(url, { assertions: { match: "all", list } }));
  expect(seen.evidence().message).toMatch(/^Answered 200\. Checked by an edge function/);
  expect(seen.outcome).toBe("ok");
});

test.each<{ name: string; change: Partial<HttpCheck> }>([
  { name: "a proxy", change: { proxy: { url: "http://127.0.0.1:1", login: null } } },
  { name: "HTTP/2", change: { httpVersion: "2" } },
  { name: "an IP family", change: { ipFamily: "v6" } },
  { name: "no verification", change: { tls: { ...DEFAULT_TLS, verify: false } } },
  { name: "the certificate's days", change: { certificateDays: 14 } },
])("$name is beyond fetch: the check is not made, and the target not blamed", async ({ change }) => {
  const { url, heads } = await serve((socket) => socket.end(fine("in")));
  const seen = await runFetchCheck(configOf(url, change));
  expect(seen).toMatchObject({ outcome: "internal", status: null });
  expect(seen.evidence().message).toMatch(/^An edge region /);
  expect(heads).toEqual([]);
});

test.each([
  { name: "nothing", first: "" },
  { name: "half a body", first: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf" },
])("a server that says $name and stays silent ends at the deadline", async ({ first }) => {
  const { url } = await serve((socket) => socket.write(first));
  const seen = await runFetchCheck(configOf(url, {}, 300));
  expect(seen.outcome).toBe("timeout");
  expect(seen.totalUs).toBeLessThan(800_000);
});

test("a closed port is refused, and an endless body is read to 1 MB", async () => {
  expect((await runFetchCheck(configOf("http://127.0.0.1:2/"))).outcome).toBe("refused");
  const { url } = await serve((socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    socket.write(Buffer.alloc(4 * 1024 * 1024, 120));
  });
  expect(await runFetchCheck(configOf(url))).toMatchObject({ outcome: "ok", bytes: 1024 * 1024 });
});
