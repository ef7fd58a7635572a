import { createServer as createHttpsServer } from "node:https";
import type { TLSSocket } from "node:tls";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { DEFAULT_TLS, type TlsOptions } from "#contracts/checks/check-fields.ts";
import type { HttpCheck } from "#contracts/checks/http.ts";
import { Evidence } from "#contracts/tick.ts";
import { createCertificateAuthority, selfSignedCertificate } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { closeTargets, configOf, fine, listen, serve } from "../../testing/socket-targets.ts";
import { createHttpRunner } from "./http-runner.ts";

const DAY_MS = 86_400_000;
const authority = createCertificateAuthority();
const trusting = createHttpRunner({ egress: OPEN_EGRESS, ca: [authority.cert] });
const runner = createHttpRunner({ egress: OPEN_EGRESS });
afterEach(closeTargets);

/** As a probe has it: with the key in place of the secret's name. */
function withTls(url: string, tls: Partial<TlsOptions>, change: Partial<HttpCheck> = {}) {
  const config = configOf(url, change);
  return { ...config, check: { ...config.check, tls: { ...DEFAULT_TLS, ...tls } } };
}

type ServerOptions = Parameters<typeof createHttpsServer>[0];

async function serveTls(options: ServerOptions = authority.issue({ hosts: ["localhost"] })) {
  const server = createHttpsServer(options, (request, response) => {
    const socket = request.socket as TLSSocket;
    response.end(`${socket.getPeerCertificate().subject?.CN ?? "nobody"} ${socket.servername}`);
  });
  server.on("tlsClientError", () => undefined);
  return `https://localhost:${await listen(server)}/`;
}

test("a client certificate is shown to a server that wants one, and its absence is told", async () => {
  const url = await serveTls({
    ...authority.issue({ hosts: ["localhost"] }),
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: true,
  });
  const client = authority.issue({ hosts: ["the-client"] });
  const clientCertificate = { certificate: client.cert, key: client.key };
  const seen = await trusting.run(withTls(url, { clientCertificate }));
  expect(seen.outcome).toBe("ok");
  expect(seen.evidence().bodySample).toContain("the-client");
  expect(["tls", "reset"]).toContain((await trusting.run(configOf(url))).outcome);
});

test("a key that is none is a fault of the check, not of the target", async () => {
  const clientCertificate = { certificate: authority.cert, key: "-----BEGIN nonsense" };
  const seen = await runner.run(withTls(await serveTls(), { clientCertificate }));
  expect(seen.outcome).toBe("internal");
});

test.each<{ name: string; tls: Partial<TlsOptions>; outcome: string }>([
  { name: "its own authority is trusted", tls: { ca: authority.cert }, outcome: "ok" },
  { name: "an unknown authority is not", tls: {}, outcome: "tls" },
  { name: "without verification nothing is asked", tls: { verify: false }, outcome: "ok" },
  {
    name: "another server name is held against it",
    tls: { ca: authority.cert, serverName: "other.example" },
    outcome: "tls",
  },
])("$name", async ({ tls, outcome }) => {
  expect((await runner.run(withTls(await serveTls(), tls))).outcome).toBe(outcome);
});

test("the server name is sent, and the least version is kept", async () => {
  const url = await serveTls({ ...authority.issue({ hosts: ["other.example"] }), maxVersion: "TLSv1.2" });
  const named = await trusting.run(withTls(url, { serverName: "other.example" }));
  expect(named.evidence().bodySample).toContain("other.example");
  expect(named.findings).toContainEqual({ key: "tlsProtocol", value: "TLSv1.2" });
  const strict = await trusting.run(withTls(url, { serverName: "other.example", minVersion: "1.3" }));
  expect(strict.outcome).toBe("tls");
});

test("a certificate that ends soon is an expiry, and its end is a finding", async () => {
  const validTo = new Date(Math.floor((Date.now() + 10.5 * DAY_MS) / 1000) * 1000);
  const url = await serveTls(authority.issue({ hosts: ["localhost"], validTo }));
  const seen = await trusting.run(configOf(url, { certificateDays: 14 }));
  expect(seen.outcome).toBe("expiry");
  expect(seen.evidence().message).toBe("The certificate ends in 10 days, expected at least 14.");
  expect(seen.findings).toEqual([
    { key: "certificateExpiresAt", value: validTo.toISOString() },
    { key: "certificateIssuer", value: "CN=Uptick test authority" },
    { key: "tlsProtocol", value: "TLSv1.3" },
    { key: "httpVersion", value: "1.1" },
  ]);
  expect((await trusting.run(configOf(url, { certificateDays: 10 }))).outcome).toBe("ok");
  const unverified = await runner.run(
    withTls(await serveTls(selfSignedCertificate({ hosts: ["x"] })), { verify: false }),
  );
  expect(unverified.outcome).toBe("ok");
});

test("query parameters are added to the URL's own, encoded", async () => {
  const { url, heads } = await serve((socket) => socket.end(fine("x")));
  const query = [
    { name: "a b", value: "c&d=ü" },
    { name: "a b", value: "2#" },
  ];
  expect((await runner.run(configOf(`${url}p?x=%20#part`, { query }))).outcome).toBe("ok");
  expect(heads[0]).toMatch(/^GET \/p\?x=%20&a%20b=c%26d%3D%C3%BC&a%20b=2%23 HTTP/);
});

test.each([
  { bodyType: "json", type: "application/json" },
  { bodyType: "xml", type: "application/xml" },
  { bodyType: "form", type: "application/x-www-form-urlencoded" },
  { bodyType: "raw", type: null },
] as const)(
  "a body of $bodyType is sent as $type, unless a header says otherwise",
  async ({ bodyType, type }) => {
    const { url, heads } = await serve((socket) => socket.end(fine("x")));
    const change = { method: "POST", body: "{}", bodyType } as const;
    await runner.run(configOf(url, change));
    await runner.run(configOf(url, { ...change, headers: [{ name: "content-type", value: "text/x" }] }));
    expect(/content-type: (.*)\r\n/i.exec(heads[0] ?? "")?.[1] ?? null).toBe(type);
    expect(heads[1]?.match(/content-type: .*/gi)).toEqual(["content-type: text/x"]);
  },
);

test("cookies of the check and of its answers are sent along the way, in one header", async () => {
  const { url, heads } = await serve((socket, head) => {
    if (!head.startsWith("GET / ")) return socket.end(fine("in"));
    const cookies = "Set-Cookie: got=2; Path=/\r\nSet-Cookie: other=3; Path=/x\r\n";
    return socket.end(`HTTP/1.1 302 Found\r\nLocation: /next\r\n${cookies}Content-Length: 0\r\n\r\n`);
  });
  const change = {
    cookies: [{ name: "own", value: "1" }],
    headers: [{ name: "cookie", value: "mine=0" }],
  };
  expect((await runner.run(configOf(url, change))).outcome).toBe("ok");
  expect(heads.map((head) => head.match(/^cookie: .*$/gim)?.map((line) => line.trim()))).toEqual([
    ["Cookie: mine=0; own=1"],
    ["Cookie: mine=0; own=1; got=2"],
  ]);
});

test.each([
  { maxRedirects: 0, outcome: "redirect" },
  { maxRedirects: 2, outcome: "redirect" },
  { maxRedirects: 3, outcome: "ok" },
])("of three redirects with $maxRedirects allowed: $outcome", async ({ maxRedirects, outcome }) => {
  const { url } = await serve((socket, head) => {
    const at = Number(/^GET \/(\d?)/.exec(head)?.[1] ?? 0);
    if (at === 3) socket.end(fine("there"));
    else socket.end(`HTTP/1.1 302 Found\r\nLocation: /${at + 1}\r\nContent-Length: 0\r\n\r\n`);
  });
  expect((await runner.run(configOf(url, { maxRedirects }))).outcome).toBe(outcome);
});

test("the IP family is kept", async () => {
  const { port } = await serve((socket) => socket.end(fine("x")), "127.0.0.1");
  const four = await runner.run(configOf(`http://localhost:${port}/`, { ipFamily: "v4" }));
  expect(four.outcome).toBe("ok");
  expect(four.evidence().resolvedAddresses).toEqual(["127.0.0.1"]);
  const six = await runner.run(configOf(`http://localhost:${port}/`, { ipFamily: "v6" }));
  expect(["dns", "refused"]).toContain(six.outcome);
  const literal = await runner.run(configOf(`http://127.0.0.1:${port}/`, { ipFamily: "v6" }));
  expect(literal.outcome).toBe("dns");
});

const asserts = (...list: HttpCheck["assertions"]["list"]): Partial<HttpCheck> => ({
  assertions: { match: "all", list },
});

test("assertions see status, headers, body, JSON, size, times, certificate and version, and are kept as evidence", async () => {
  const { url } = await serve((socket) => socket.end(fine('{"a":{"b":7}}', "X-Two: 1\r\nx-two: 2\r\n")));
  const change = asserts(
    { source: "status", name: "", comparison: "equals", expected: "200" },
    { source: "header", name: "X-TWO", comparison: "equals", expected: "2" },
    { source: "body", name: "", comparison: "matches", expected: "b.:\\d" },
    { source: "json", name: "$.a.b", comparison: "greater", expected: "6" },
    { source: "size", name: "", comparison: "equals", expected: "13" },
    { source: "time", name: "total", comparison: "less", expected: "2000" },
    { source: "time", name: "connect", comparison: "greater", expected: "0" },
    { source: "protocol", name: "", comparison: "equals", expected: "1.1" },
  );
  const seen = await runner.run(configOf(url, change));
  expect(seen.evidence().message).toBe("Answered 200.");
  expect(seen.outcome).toBe("ok");
  expect(Evidence.parse(seen.evidence()).assertions).toHaveLength(8);
  const days = asserts({ source: "daysLeft", name: "", comparison: "greater", expected: "5" });
  expect((await trusting.run(configOf(await serveTls(), days))).outcome).toBe("ok");
  expect((await runner.run(configOf(url, days))).outcome).toBe("assertion");
});

test("an assertion that does not hold says what was expected and seen", async () => {
  const { url, heads } = await serve((socket) => socket.end(fine("hello")));
  const change = asserts({ source: "body", name: "", comparison: "contains", expected: "bye" });
  const seen = await runner.run(configOf(url, change));
  expect(seen.outcome).toBe("assertion");
  expect(seen.evidence().message).toBe('Expected: Body contains "bye". Saw: hello.');
  expect(heads[0]).toContain("Accept-Encoding: gzip, deflate, br\r\n");
});

test.each([
  { name: "gzip", body: gzipSync("needle"), coding: "gzip" },
  { name: "raw deflate", body: deflateRawSync("needle"), coding: "deflate" },
  { name: "zlib's deflate", body: deflateSync("needle"), coding: "deflate" },
  { name: "gzip in br", body: brotliCompressSync(gzipSync("needle")), coding: "gzip, br" },
])("a body in $name is read", async ({ body, coding }) => {
  const { url } = await serve((socket) => socket.end(fine(body, `Content-Encoding: ${coding}\r\n`)));
  const change = asserts({ source: "body", name: "", comparison: "equals", expected: "needle" });
  expect((await runner.run(configOf(url, change))).outcome).toBe("ok");
});

test.each(["zstd", "gzip, gzip, gzip"])("a body in %s cannot be read, and that is said", async (coding) => {
  const { url } = await serve((socket) => socket.end(fine("(\u00b5/", `Content-Encoding: ${coding}\r\n`)));
  const change = asserts({ source: "body", name: "", comparison: "notContains", expected: "needle" });
  const seen = await runner.run(configOf(url, change));
  expect(seen.outcome).toBe("assertion");
  expect(seen.evidence().message).toContain(`encoded as ${coding}`);
});

test("a bomb in a bomb is unpacked to 1 MB, and little is held meanwhile", async () => {
  const bomb = gzipSync(gzipSync(Buffer.alloc(200 * 1024 * 1024, 97)));
  const { url } = await serve((socket) => socket.end(fine(bomb, "Content-Encoding: gzip, gzip\r\n")));
  const before = process.memoryUsage().rss;
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before);
  }, 1);
  const change = asserts({ source: "body", name: "", comparison: "startsWith", expected: "aaaa" });
  const seen = await runner.run(configOf(url, change));
  clearInterval(watch);
  expect(seen.outcome).toBe("ok");
  expect(most).toBeLessThan(32 * 1024 * 1024);
});
