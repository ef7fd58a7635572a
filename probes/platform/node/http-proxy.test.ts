import { createServer, request as forward } from "node:http";
import { connect, createServer as createTcpServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, expect, test } from "vitest";
import type { HttpCheck } from "#contracts/checks/http.ts";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS, PUBLIC_EGRESS } from "#transport/egress/egress-policy.ts";
import { closeTargets, configOf, fine, listen, serve } from "../../testing/socket-targets.ts";
import { createHttpRunner } from "./http-runner.ts";

const authority = createCertificateAuthority();
const runner = createHttpRunner({ egress: OPEN_EGRESS, ca: [authority.cert] });
afterEach(closeTargets);

type Login = { username: string; password: string } | null;

function through(url: string, proxyUrl: string, login: Login = null, timeoutMs = 2000) {
  const config = configOf(url, {}, timeoutMs);
  const proxy: HttpCheck["proxy"] = { url: proxyUrl, login };
  return { ...config, check: { ...config.check, proxy } };
}

/** A forward proxy of Node's own parts, so that its reading of the requests is not ours. */
async function startProxy(login: string | null = null) {
  const seen: string[] = [];
  const isLet = (given: string | undefined) =>
    login === null || given === `Basic ${Buffer.from(login).toString("base64")}`;
  const server = createServer((incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    if (!isLet(incoming.headers["proxy-authorization"])) {
      outgoing.writeHead(407, { "proxy-authenticate": "Basic" }).end();
      return;
    }
    const { "proxy-authorization": _, ...headers } = incoming.headers;
    const onward = forward(incoming.url ?? "", { method: incoming.method ?? "GET", headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.on("connect", (incoming, client: Socket) => {
    seen.push(`CONNECT ${incoming.url}`);
    if (!isLet(incoming.headers["proxy-authorization"])) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const [host = "", port] = (incoming.url ?? "").split(/:(?=\d+$)/);
    const onward = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n");
      client.pipe(onward).pipe(client);
    });
    onward.on("error", () => client.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"));
    client.on("error", () => onward.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, seen };
}

async function serveTls(): Promise<string> {
  const server = createTlsServer(authority.issue({ hosts: ["localhost"] }), (socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.end(fine("secret")));
  });
  return `https://localhost:${await listen(server)}/`;
}

test("plain HTTP is asked for in the absolute form, and the proxy's password stays with the proxy", async () => {
  const proxy = await startProxy("me:pass");
  const { url, heads } = await serve((socket) => socket.end(fine("there")));
  const seen = await runner.run(through(`${url}a?b=1`, proxy.url, { username: "me", password: "pass" }));
  expect(seen).toMatchObject({ outcome: "ok", status: 200, tlsUs: null });
  expect(proxy.seen).toEqual([`GET ${url}a?b=1`]);
  expect(heads[0]).toMatch(/^GET \/a\?b=1 HTTP\/1.1\r\n/);
  expect(heads[0]).not.toMatch(/proxy-authorization/i);
});

test("HTTPS goes through a tunnel, with the target's own certificate and all phases", async () => {
  const proxy = await startProxy("me:pass");
  const url = await serveTls();
  const seen = await runner.run(through(url, proxy.url, { username: "me", password: "pass" }));
  expect(seen.outcome).toBe("ok");
  expect(proxy.seen).toEqual([`CONNECT ${new URL(url).host}`]);
  for (const phase of [seen.connectUs, seen.tlsUs, seen.ttfbUs]) expect(phase).toBeGreaterThan(0);
  expect(seen.evidence().certificate?.subject).toContain("localhost");
});

test("a proxy may itself be reached over TLS", async () => {
  const plain = await startProxy();
  const server = createTlsServer(authority.issue({ hosts: ["localhost"] }), (socket) => {
    const onward = connect(Number(new URL(plain.url).port), "127.0.0.1");
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  const proxyUrl = `https://localhost:${await listen(server)}`;
  expect((await runner.run(through(await serveTls(), proxyUrl))).outcome).toBe("ok");
  const { url } = await serve((socket) => socket.end(fine("there")));
  expect((await runner.run(through(url, proxyUrl))).outcome).toBe("ok");
});

test.each(["http", "https"])(
  "a proxy that wants another password is no failure of the %s target",
  async (scheme) => {
    const proxy = await startProxy("me:pass");
    const url = scheme === "https" ? await serveTls() : (await serve((socket) => socket.end(fine("x")))).url;
    const seen = await runner.run(through(url, proxy.url, { username: "me", password: "wrong" }));
    expect(seen.outcome).toBe("internal");
    expect(seen.evidence().message).toMatch(/^The proxy wants another user name or password/);
  },
);

test.each([
  { name: "refuses the connection", answer: null },
  { name: "closes at once", answer: (socket: Socket) => socket.end() },
  { name: "speaks no HTTP", answer: (socket: Socket) => socket.end("220 smtp\r\n") },
  { name: "forbids the target", answer: (socket: Socket) => socket.end("HTTP/1.1 403 No\r\n\r\n") },
])("a proxy that $name is no failure of the target", async ({ answer }) => {
  const server = createTcpServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => answer?.(socket));
  });
  const proxyUrl = answer === null ? "http://127.0.0.1:1" : `http://127.0.0.1:${await listen(server)}`;
  const seen = await runner.run(through("https://localhost:9/", proxyUrl));
  expect(seen.outcome).toBe("internal");
  expect(seen.evidence().message).toMatch(/^The proxy /);
});

test("a target that the proxy cannot reach is unreachable", async () => {
  const proxy = await startProxy();
  const seen = await runner.run(through("https://127.0.0.1:1/", proxy.url));
  expect(seen).toMatchObject({ outcome: "unreachable", status: null });
});

test("a proxy that stays silent, or drips, ends at the deadline", async () => {
  for (const drips of [false, true]) {
    const timers: NodeJS.Timeout[] = [];
    const server = createTcpServer((socket) => {
      socket.on("error", () => socket.destroy());
      if (drips) timers.push(setInterval(() => socket.write("H"), 20));
    });
    const proxyUrl = `http://127.0.0.1:${await listen(server)}`;
    const seen = await runner.run(through("https://localhost:9/", proxyUrl, null, 300));
    for (const timer of timers) clearInterval(timer);
    expect(["timeout", "internal"]).toContain(seen.outcome);
    expect(seen.totalUs).toBeLessThan(800_000);
  }
});

test("neither the proxy nor an address behind it may be one that the policy closes", async () => {
  const proxy = await startProxy();
  const strict = createHttpRunner({ egress: PUBLIC_EGRESS });
  expect((await strict.run(through("https://example.com/", proxy.url))).outcome).toBe("blocked");
  const inside = await runner.run(through("http://169.254.169.254/latest/meta-data/", proxy.url));
  expect(inside.outcome).toBe("blocked");
  expect(proxy.seen).toEqual([]);
});
