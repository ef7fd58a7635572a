import { execFile } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { promisify } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleEntry } from "#testing/rig/bundle-entry.ts";
import type { Attack, Cost } from "./dos-stage.ts";

const TIMEOUT_MS = 1_000;
const LATE_MS = 250;
const BOMB_BYTES = 256 * 1_048_576;
const OK = "HTTP/1.1 200 OK\r\n";

type Behaviour = (socket: Socket) => void;
const zeros = Buffer.alloc(BOMB_BYTES);
const gzipBomb = gzipSync(zeros, { level: 9 });
const brotliBomb = brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } });
const doubleBomb = gzipSync(gzipBomb, { level: 9 });
const chunk = Buffer.alloc(65_536, "x");

function flood(socket: Socket, piece: Buffer | string): void {
  const write = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on("drain", write);
  write();
}
function drip(socket: Socket, text: string, everyMs: number): void {
  const timer = setInterval(() => socket.write(text), everyMs);
  socket.on("close", () => clearInterval(timer));
}
function packed(body: Buffer, encoding: string): Behaviour {
  return (socket) => {
    socket.write(`${OK}Content-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`);
    socket.end(body);
  };
}
const laughs = `<!DOCTYPE lolz [<!ENTITY a "lol">${Array.from({ length: 20 }, (_, n) => `<!ENTITY a${n} "&a;&a;&a;">`).join("")}]><lolz>&a19;</lolz>`;
const deepJson = `${"[".repeat(100_000)}1${"]".repeat(100_000)}`;
const wideJson = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`key${n}`, n])));

const ATTACKS: Record<string, Behaviour> = {
  "a good answer": (socket) => void socket.end(`${OK}Content-Length: 2\r\n\r\nok`),
  "D1 an endless body": (socket) => {
    socket.write(`${OK}\r\n`);
    flood(socket, chunk);
  },
  "D1 endless chunks": (socket) => {
    socket.write(`${OK}Transfer-Encoding: chunked\r\n\r\n`);
    flood(socket, Buffer.concat([Buffer.from("10000\r\n"), chunk, Buffer.from("\r\n")]));
  },
  "D2 a gzip bomb": packed(gzipBomb, "gzip"),
  "D2 a bomb in a bomb": packed(doubleBomb, "gzip, gzip"),
  "D2 a brotli bomb": packed(brotliBomb, "br"),
  "D2 fifty encodings": packed(gzipSync("ok"), Array(50).fill("gzip").join(", ")),
  "D3 a header drip": (socket) => {
    socket.write(`${OK}X-Slow: `);
    drip(socket, "x", 20);
  },
  "D3 100 KB of headers": (socket) => void socket.end(`${OK}X-Big: ${"x".repeat(100_000)}\r\n\r\n`),
  "D3 endless headers": (socket) => {
    socket.write(OK);
    flood(socket, "X-Many: 1\r\n".repeat(1_000));
  },
  "D3 endless interim answers": (socket) => flood(socket, "HTTP/1.1 102 Processing\r\n\r\n".repeat(500)),
  "D4 a body drip": (socket) => {
    socket.write(`${OK}Content-Length: 100000\r\n\r\n`);
    drip(socket, "x", 20);
  },
  "D4 an answer that never ends": (socket) => void socket.write(`${OK}\r\nhello`),
  "D4 silence": () => undefined,
  "D4 a reset in the body": (socket) => {
    socket.write(`${OK}Content-Length: 100\r\n\r\nhalf`, () => socket.resetAndDestroy());
  },
  "D4 HTTP/0.9": (socket) => void socket.end("<html>hello</html>"),
  "D4 garbage": (socket) =>
    void socket.end(Buffer.from(Array.from({ length: 4_096 }, (_, n) => (n * 7) % 256))),
  "D4 a second answer behind the first": (socket) =>
    void socket.end(`${OK}Content-Length: 2\r\n\r\nokHTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\nevil`),
  "D7 JSON 100,000 deep": (socket) =>
    void socket.end(`${OK}Content-Length: ${deepJson.length}\r\n\r\n${deepJson}`),
  "D7 JSON of 60,000 keys": (socket) =>
    void socket.end(`${OK}Content-Length: ${wideJson.length}\r\n\r\n${wideJson}`),
  "D8 a billion laughs": (socket) =>
    void socket.end(`${OK}Content-Type: text/xml\r\nContent-Length: ${laughs.length}\r\n\r\n${laughs}`),
};
const JSON_BOMBS = ["$..*", "$..*..*", "$..[?@..*]", "$[?@.a[?@.b]]"];

const servers: Server[] = [];
let costs: Cost[];

beforeAll(async () => {
  const attacks: Attack[] = [];
  for (const [name, behaviour] of Object.entries(ATTACKS)) {
    const url = await serve(behaviour);
    const keyword = { text: "not in it", mode: "absent" };
    attacks.push({ name, check: { ...http(url), keyword } });
    if (!name.startsWith("D7")) continue;
    for (const path of JSON_BOMBS) {
      const list = [{ source: "json", name: path, comparison: "equals", expected: "1" }];
      attacks.push({ name: `${name}, ${path}`, check: { ...http(url), assertions: { match: "all", list } } });
    }
  }
  const stage = await bundleEntry("src/testing/egress/dos-stage.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--expose-gc", stage, JSON.stringify(attacks)],
    {
      maxBuffer: 8_000_000,
    },
  );
  costs = JSON.parse(stdout);
}, 120_000);
afterAll(() => {
  for (const server of servers) server.close();
});

async function serve(behaviour: Behaviour): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => behaviour(socket));
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function http(url: string) {
  const expectedStatus = [{ from: 200, to: 299 }];
  return {
    kind: "http",
    url,
    method: "GET",
    headers: [],
    body: null,
    expectedStatus,
    keyword: null,
    followRedirects: true,
  };
}

describe("a hostile target", () => {
  test("ends with an outcome of its own, never as a fault of the probe", () => {
    expect(costs.length).toBeGreaterThan(25);
    expect(costs.filter(({ outcome }) => outcome === "internal")).toEqual([]);
    expect(costs[0]).toMatchObject({ name: "a good answer", outcome: "ok" });
  });

  test("holds a check no longer than its deadline", () => {
    expect(costs.filter(({ tookMs }) => tookMs > TIMEOUT_MS + LATE_MS)).toEqual([]);
  });

  test("costs 32 MB at most, bombs too", () => {
    expect(costs.filter(({ grownMb }) => grownMb > 32)).toEqual([]);
  });

  test("takes 100 ms of a processor at most", () => {
    expect(costs.filter(({ cpuMs }) => cpuMs > 100)).toEqual([]);
  });

  test("leaves no connection behind", () => {
    expect(costs.filter(({ handlesLeft }) => handlesLeft > 0)).toEqual([]);
  });

  test.each([
    ["D4 silence", "timeout"],
    ["D4 a body drip", "timeout"],
    ["D3 a header drip", "timeout"],
    ["D4 a reset in the body", "reset"],
    ["D4 HTTP/0.9", "protocol"],
    ["D4 garbage", "protocol"],
    ["D3 100 KB of headers", "protocol"],
    ["D3 endless headers", "protocol"],
    ["D3 endless interim answers", "protocol"],
    ["D8 a billion laughs", "ok"],
  ])("%s is %s", (name, outcome) => {
    expect(costs.find((cost) => cost.name === name)?.outcome).toBe(outcome);
  });
});
