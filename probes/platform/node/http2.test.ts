import { createSecureServer, createServer, type Http2Server, type ServerHttp2Stream } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTlsServer } from "node:tls";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import type { HttpCheck } from "#contracts/checks/http.ts";
import { Evidence } from "#contracts/tick.ts";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { closeTargets, configOf, listen } from "../../testing/socket-targets.ts";
import { createHttpRunner } from "./http-runner.ts";

const authority = createCertificateAuthority();
const identity = authority.issue({ hosts: ["localhost"] });
const runner = createHttpRunner({ egress: OPEN_EGRESS, ca: [authority.cert] });
afterEach(closeTargets);

type Seen = { headers: Record<string, unknown>; body: string };
type Answer = (stream: ServerHttp2Stream, seen: Seen) => void;
const hello: Answer = (stream) => {
  stream.respond({ ":status": 200, "content-type": "text/plain", "x-two": ["a", "b"] });
  stream.end("hello");
};

async function serve2(answer: Answer, options: { allowHTTP1?: boolean; plain?: boolean } = {}) {
  const seen: Seen[] = [];
  const server = options.plain
    ? createServer()
    : createSecureServer({ ...identity, allowHTTP1: options.allowHTTP1 ?? false });
  server.on("stream", (stream, headers) => {
    let body = "";
    stream.on("error", () => stream.destroy());
    stream.on("data", (chunk) => {
      body += chunk;
    });
    stream.on("end", () => {
      seen.push({ headers: { ...headers }, body });
      answer(stream, { headers, body });
    });
  });
  server.on("sessionError", () => undefined);
  const port = await listen(server as Http2Server);
  return { url: `${options.plain ? "http" : "https"}://localhost:${port}/`, seen };
}

function over(
  version: HttpCheck["httpVersion"],
  url: string,
  change: Partial<HttpCheck> = {},
  timeoutMs = 2000,
) {
  return configOf(url, { httpVersion: version, ...change }, timeoutMs);
}

test.each(["2", "auto"] as const)(
  "%s agrees on HTTP/2, with all phases, headers and the finding",
  async (version) => {
    const { url, seen } = await serve2(hello);
    const found = await runner.run(
      over(version, `${url}a?b=1`, {
        method: "POST",
        body: "x=1",
        headers: [{ name: "X-Mine", value: "1" }],
      }),
    );
    expect(found).toMatchObject({ outcome: "ok", status: 200, bytes: 5 });
    for (const phase of [found.dnsUs, found.connectUs, found.tlsUs, found.ttfbUs, found.transferUs]) {
      expect(phase).toBeGreaterThanOrEqual(0);
    }
    expect(found.findings).toContainEqual({ key: "httpVersion", value: "2" });
    const evidence = Evidence.parse(found.evidence());
    expect(evidence.responseHeaders).toContainEqual(["x-two", "a, b"]);
    expect(evidence.bodySample).toBe("hello");
    expect(seen[0]).toMatchObject({
      body: "x=1",
      headers: { ":method": "POST", ":path": "/a?b=1", "x-mine": "1", "content-length": "3" },
    });
  },
);

test("auto falls back to 1.1 where the server has no other, and 2 says that it has none", async () => {
  const server = createHttpsServer(identity, (_request, response) => response.end("old"));
  const url = `https://localhost:${await listen(server)}/`;
  const old = await runner.run(over("auto", url));
  expect(old.outcome).toBe("ok");
  expect(old.findings).toContainEqual({ key: "httpVersion", value: "1.1" });
  expect(["protocol", "tls"]).toContain((await runner.run(over("2", url))).outcome);
  const mute = createTlsServer(identity, (socket) => socket.on("error", () => socket.destroy()));
  const deaf = await runner.run(over("2", `https://localhost:${await listen(mute)}/`));
  expect(deaf).toMatchObject({ outcome: "protocol", status: null });
  expect(deaf.evidence().message).toBe("The server does not offer HTTP/2.");
});

test("1.1 is kept where the server offers both", async () => {
  const { url } = await serve2(hello, { allowHTTP1: true });
  const found = await runner.run(over("1.1", url, {}, 1000));
  expect(found.findings).toContainEqual({ key: "httpVersion", value: "1.1" });
});

test("2 over plain HTTP speaks HTTP/2 from the first byte", async () => {
  const { url } = await serve2(hello, { plain: true });
  expect(await runner.run(over("2", url))).toMatchObject({ outcome: "ok", bytes: 5, tlsUs: null });
});

test("redirects, compression and assertions are the same as over 1.1", async () => {
  const { url } = await serve2((stream, { headers }) => {
    if (headers[":path"] === "/") {
      stream.respond({ ":status": 302, location: "/next", "set-cookie": "a=1" });
      stream.end();
      return;
    }
    stream.respond({ ":status": 200, "content-encoding": "gzip" });
    stream.end(gzipSync(JSON.stringify({ cookie: headers.cookie })));
  });
  const assertions: HttpCheck["assertions"] = {
    match: "all",
    list: [
      { source: "json", name: "$.cookie", comparison: "equals", expected: "a=1" },
      { source: "protocol", name: "", comparison: "equals", expected: "2" },
    ],
  };
  const found = await runner.run(over("2", url, { assertions }));
  expect(found.evidence().message).toBe("Answered 200.");
  expect(found.outcome).toBe("ok");
});

test.each<{ name: string; answer: Answer; outcome: string[] }>([
  { name: "refuses the stream", answer: (stream) => stream.close(7), outcome: ["reset"] },
  { name: "breaks off in mid-body", answer: breakOff, outcome: ["reset"] },
  { name: "says nothing", answer: () => undefined, outcome: ["timeout"] },
  { name: "drips", answer: drip, outcome: ["timeout"] },
])("a server that $name ends as $outcome", async ({ answer, outcome }) => {
  const { url } = await serve2(answer);
  const found = await runner.run(over("2", url, {}, 400));
  expect(outcome).toContain(found.outcome);
  expect(found.totalUs).toBeLessThan(900_000);
});

function breakOff(stream: ServerHttp2Stream): void {
  stream.respond({ ":status": 200 });
  stream.write("half", () => stream.session?.destroy());
}

function drip(stream: ServerHttp2Stream): void {
  stream.respond({ ":status": 200 });
  const timer = setInterval(() => (stream.destroyed ? clearInterval(timer) : stream.write("x")), 20);
}

test("a huge body is read to 1 MB", async () => {
  const { url } = await serve2((stream) => {
    stream.respond({ ":status": 200 });
    stream.end(Buffer.alloc(4 * 1024 * 1024, 120));
  });
  expect(await runner.run(over("2", url))).toMatchObject({ outcome: "ok", bytes: 1024 * 1024 });
});

test("garbage in place of frames is a protocol failure", async () => {
  const server = createTlsServer({ ...identity, ALPNProtocols: ["h2"] }, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.write(Buffer.alloc(4096, 0xee));
  });
  const found = await runner.run(over("2", `https://localhost:${await listen(server)}/`, {}, 1000));
  expect(found.outcome).toBe("protocol");
});
