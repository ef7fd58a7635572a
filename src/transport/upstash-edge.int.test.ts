import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { EdgeRuntime } from "edge-runtime";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { startBridge } from "#scripts/bridge/bridge-server.ts";
import { createMemoryEngine } from "#scripts/bridge/memory-engine.ts";

const token = "a-token-for-tests-only";

/** Runs in the edge runtime: one pass through the stream, a body above fetch's keepalive limit, a silent server. */
const program = `
  import { createUpstashStream } from "./upstash-stream.ts";
  globalThis.walk = async ({ url, token, silentUrl }) => {
    const stream = createUpstashStream({ url, token });
    const reader = { group: "probes", consumer: "edge", count: 10 };
    await stream.ensureGroup("checks:edge", "probes");
    const added = await stream.addAt("checks:edge", [
      { id: "1-0", payload: "東京" },
      { id: "2-0", payload: "x".repeat(300000) },
    ]);
    const read = await stream.readNew(["checks:edge"], reader);
    await stream.acknowledge("checks:edge", "probes", read.map((message) => message.id));
    const silent = createUpstashStream({ url: silentUrl, token, fetchTimeoutMs: 100, deadlineMs: 100 });
    const failure = await silent.length("checks:edge").catch((error) => error.message);
    const lost = await stream.readNew(["checks:nowhere"], reader).catch((error) => error.kind);
    return { added, payloads: read.map((message) => message.payload.length), failure, lost,
      left: await stream.length("checks:edge"), process: typeof process };
  };
`;

test("the stream works in an edge runtime and takes little of its bundle", async () => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["edge-light", "import"],
  });
  const code = outputFiles[0]?.text ?? "";
  expect(gzipSync(code).length).toBeLessThan(35_000);

  const bridge = await startBridge(createMemoryEngine(), { token, port: 0 });
  const silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const edge = new EdgeRuntime({ initialCode: code });
  expect(await edge.evaluate(`walk(${JSON.stringify({ url: bridge.url, token, silentUrl })})`)).toEqual({
    added: 2,
    payloads: [2, 300_000],
    failure: "Redis did not answer XLEN: timeout",
    lost: "no_group",
    left: 0,
    process: "undefined",
  });
  silent.closeAllConnections();
  silent.close();
  await bridge.close();
});
