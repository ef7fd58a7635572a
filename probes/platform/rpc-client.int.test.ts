import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createProbeRpc } from "./rpc-client.ts";

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function rpcTo(answer: (response: ServerResponse) => void) {
  const seen: { url: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url, authorization: request.headers.authorization });
    request.resume().on("end", () => answer(response));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { rpc: createProbeRpc({ url, token: "a-token" }), seen };
}

const report = { ticks: [], gaps: [], regionHealthy: true };

test.each([
  { status: 401, kind: "unauthorised" },
  { status: 403, kind: "unauthorised" },
  { status: 400, kind: "rejected" },
  { status: 413, kind: "rejected" },
  { status: 429, kind: "unavailable" },
  { status: 500, kind: "unavailable" },
  { status: 503, kind: "unavailable" },
])("HTTP $status means $kind", async ({ status, kind }) => {
  const { rpc } = await rpcTo((response) => response.writeHead(status).end("{}"));
  await expect(rpc.report(report)).rejects.toMatchObject({ name: "ProbeRpcError", kind });
});

test.each([
  { name: "a page instead of JSON", body: "<html>" },
  { name: "JSON of another shape", body: '{"result":{"data":{"ok":1}}}' },
])("$name is no receipt: the report is sent again", async ({ body }) => {
  const { rpc } = await rpcTo((response) => response.end(body));
  await expect(rpc.report(report)).rejects.toMatchObject({ kind: "unavailable" });
});

test("a redirect is not followed, so the token goes nowhere else", async () => {
  const { rpc, seen } = await rpcTo((response) => response.writeHead(307, { location: "/elsewhere" }).end());
  await expect(rpc.report(report)).rejects.toMatchObject({ kind: "unavailable" });
  expect(seen).toEqual([{ url: "/api/probe-rpc/probe.report", authorization: "Bearer a-token" }]);
});

test("nobody listening is unavailable", async () => {
  const rpc = createProbeRpc({ url: "http://127.0.0.1:1", token: "a-token" });
  await expect(rpc.report(report)).rejects.toMatchObject({ kind: "unavailable" });
});
