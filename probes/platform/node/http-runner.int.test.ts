import type { Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { Evidence } from "#contracts/tick.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { closeTargets, configOf, fine, serve } from "../../testing/socket-targets.ts";
import { createHttpRunner } from "./http-runner.ts";

const runner = createHttpRunner({ egress: OPEN_EGRESS });
afterEach(closeTargets);

test("a fast answer is ok with its phases, which add up to the total", async () => {
  const { url, heads } = await serve((socket) => socket.end(fine("hello")));
  const seen = await runner.run(configOf(url.replace("127.0.0.1", "localhost")));
  expect(seen).toMatchObject({ outcome: "ok", status: 200, bytes: 5, tlsUs: null });
  const { dnsUs, connectUs, ttfbUs, transferUs, totalUs } = seen;
  for (const phase of [dnsUs, connectUs, ttfbUs, transferUs]) expect(phase).toBeGreaterThanOrEqual(0);
  const sum = (dnsUs ?? 0) + (connectUs ?? 0) + (ttfbUs ?? 0) + (transferUs ?? 0);
  expect(totalUs).toBeGreaterThanOrEqual(sum - 10);
  expect(heads[0]).toContain("User-Agent: Uptick/0.1 (uptime monitor)\r\n");
  expect(heads[0]).toContain("Connection: close\r\n");
});

test("an IP literal needs no lookup, and IPv6 works", async () => {
  const { url } = await serve((socket) => socket.end(fine("hello")), "::1");
  const seen = await runner.run(configOf(url));
  expect(seen).toMatchObject({ outcome: "ok", dnsUs: null });
  expect(seen.evidence().remoteAddress).toBe("::1");
});

test("a slow answer is ok while it is within the deadline", async () => {
  const { url } = await serve((socket) => setTimeout(() => socket.end(fine("late")), 120));
  const seen = await runner.run(configOf(url));
  expect(seen.outcome).toBe("ok");
  expect(seen.ttfbUs).toBeGreaterThanOrEqual(115_000);
});

test.each([
  { name: "no answer", answer: () => undefined },
  { name: "one byte a time", answer: (socket: Socket) => drip(socket) },
])("$name ends at the total deadline", async ({ answer }) => {
  const { url } = await serve(answer);
  const seen = await runner.run(configOf(url, {}, 300));
  expect(seen.outcome).toBe("timeout");
  expect(seen.totalUs).toBeGreaterThanOrEqual(295_000);
  expect(seen.totalUs).toBeLessThan(800_000);
});

function drip(socket: Socket): void {
  socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write("x")), 20);
  socket.on("close", () => clearInterval(timer));
}

test("a closed port is refused", async () => {
  const { url } = await serve((socket) => socket.end());
  await closeTargets();
  const seen = await runner.run(configOf(url));
  expect(seen).toMatchObject({ outcome: "refused", status: null });
});

test("a name that does not resolve is a dns failure", async () => {
  const seen = await runner.run(configOf("http://does-not-exist.invalid/"));
  expect(seen.outcome).toBe("dns");
});

test.each([
  {
    name: "a reset in mid-body",
    answer: (socket: Socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
      setTimeout(() => socket.resetAndDestroy(), 20);
    },
  },
  {
    name: "a close in mid-body",
    answer: (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
  },
  { name: "a close before any answer", answer: (socket: Socket) => socket.end() },
])("$name is a reset", async ({ answer }) => {
  const { url } = await serve(answer);
  expect((await runner.run(configOf(url))).outcome).toBe("reset");
});

test.each([
  { name: "another protocol", text: "SSH-2.0-OpenSSH\r\n" },
  { name: "endless headers", text: `HTTP/1.1 200 OK\r\n${"X-Padding: 0123456789\r\n".repeat(10_000)}` },
])("$name is a protocol failure", async ({ text }) => {
  const { url } = await serve((socket) => socket.write(text));
  expect((await runner.run(configOf(url))).outcome).toBe("protocol");
});

test("a wrong status fails with what was seen as evidence that fits the contract", async () => {
  const { url } = await serve((socket) =>
    socket.end("HTTP/1.1 503 Busy\r\nX-Why: too much\r\n\r\nsorry\u0000"),
  );
  const seen = await runner.run(configOf(url));
  expect(seen).toMatchObject({ outcome: "status", status: 503 });
  const evidence = Evidence.parse(seen.evidence());
  expect(evidence).toMatchObject({ message: "Answered 503, expected 200-299.", bodySample: "sorry\uFFFD" });
  expect(evidence.responseHeaders).toEqual([["X-Why", "too much"]]);
});

test.each([
  { name: "present and there", mode: "present", text: "needle", outcome: "ok" },
  { name: "present and missing", mode: "present", text: "noodle", outcome: "keyword" },
  { name: "absent and missing", mode: "absent", text: "noodle", outcome: "ok" },
  { name: "absent and there", mode: "absent", text: "needle", outcome: "keyword" },
] as const)("keyword $name: $outcome", async ({ mode, text, outcome }) => {
  const { url } = await serve((socket) => socket.end(fine("a needle in hay")));
  expect((await runner.run(configOf(url, { keyword: { mode, text } }))).outcome).toBe(outcome);
});

test.each([
  { name: "gzip", body: gzipSync("a needle"), header: "Content-Encoding: gzip\r\n" },
  { name: "deflate", body: deflateSync("a needle"), header: "Content-Encoding: deflate\r\n" },
  { name: "br", body: brotliCompressSync("a needle"), header: "Content-Encoding: br\r\n" },
  {
    name: "utf-16le",
    body: Buffer.from("a needle", "utf16le"),
    header: "Content-Type: text/plain; charset=utf-16le\r\n",
  },
])("a keyword is found in a body in $name", async ({ body, header }) => {
  const { url } = await serve((socket) => socket.end(fine(body, header)));
  const seen = await runner.run(configOf(url, { keyword: { mode: "present", text: "needle" } }));
  expect(seen.outcome).toBe("ok");
});

test("a compressed bomb is unpacked to 1 MB only", async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 97));
  const { url } = await serve((socket) => socket.end(fine(bomb, "Content-Encoding: gzip\r\n")));
  const seen = await runner.run(configOf(url, { keyword: { mode: "absent", text: "needle" } }));
  expect(seen.outcome).toBe("ok");
  expect(seen.evidence().message).toContain("first 1 MB");
});

test("a huge body is read to 1 MB, and that is a success", async () => {
  const { url } = await serve((socket) => {
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
    socket.write(Buffer.alloc(4 * 1024 * 1024, 120));
  });
  expect(await runner.run(configOf(url))).toMatchObject({ outcome: "ok", bytes: 1024 * 1024 });
});

test("plain HTTP on a TLS port and TLS on a plain port are failures of the target", async () => {
  const { url } = await serve((socket) => socket.end(fine("plain")));
  const seen = await runner.run(configOf(url.replace("http:", "https:"), {}, 500));
  expect(["tls", "timeout", "reset"]).toContain(seen.outcome);
});

test("a control target counts as answering whatever its status", async () => {
  const { url } = await serve((socket) => socket.end("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"));
  expect(await runner.checkControl(url)).toBe(true);
  expect(await runner.checkControl("http://127.0.0.1:1/")).toBe(false);
});
