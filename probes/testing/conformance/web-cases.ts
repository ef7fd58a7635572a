import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type WebSocket, WebSocketServer } from "ws";
import { HttpCheck } from "#contracts/checks/http.ts";
import { MultistepCheck } from "#contracts/checks/multistep.ts";
import { WebsocketCheck } from "#contracts/checks/websocket.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import { runFetchMultistep } from "#probes/platform/edge/fetch-multistep.ts";
import { runFetchCheck } from "#probes/platform/edge/fetch-runner.ts";
import { configWith } from "../check-config.ts";
import { listen } from "../socket-targets.ts";
import type { ConformanceCase, Truth } from "./conformance-case.ts";
import { type NodeWorld, sightOf } from "./node-world.ts";

const BODY = '{"ready":true,"count":7}';
const REQUEST = {
  method: "GET",
  headers: [],
  body: null,
  expectedStatus: [{ from: 200, to: 299 }],
  followRedirects: true,
};
const BODY_TRUTHS = {
  body: { holds: ["contains", "ready"], fails: ["contains", "sorry"] },
  json: { name: "$.count", holds: ["greater", "6"], fails: ["greater", "7"] },
} as const satisfies Record<string, Truth>;
const HTTP_TRUTHS: ConformanceCase["truths"] = {
  ...BODY_TRUTHS,
  status: { holds: ["equals", "200"], fails: ["equals", "204"] },
  header: { name: "Content-Type", holds: ["matches", "^application/.*json"], fails: ["matches", "html$"] },
  size: { holds: ["equals", "24"], fails: ["less", "24"] },
  daysLeft: { holds: ["greater", "20"], fails: ["greater", "400"] },
  protocol: { holds: ["equals", "1.1"], fails: ["equals", "2"] },
};

export async function listWebCases({ runners, identity }: NodeWorld): Promise<ConformanceCase[]> {
  const answer = (_: unknown, response: import("node:http").ServerResponse) =>
    response.writeHead(200, { "content-type": "application/json" }).end(BODY);
  const plain = `http://localhost:${await listen(createServer(answer))}/`;
  const secure = `https://localhost:${await listen(createSecureServer(identity, answer))}/`;
  const sockets = createSecureServer(identity);
  new WebSocketServer({ server: sockets }).on("connection", (socket: WebSocket) => socket.send(BODY));
  const live = `wss://localhost:${await listen(sockets)}/`;

  const http = (place: "edge" | "node", run: CheckRunner<"http">, url: string): ConformanceCase => ({
    kind: "http",
    place,
    truths: HTTP_TRUTHS,
    run: async (assertions) =>
      sightOf(
        await run(configWith(HttpCheck.parse({ kind: "http", url, keyword: null, ...REQUEST, assertions }))),
      ),
  });
  const steps = (place: "edge" | "node", run: CheckRunner<"multistep">, url: string): ConformanceCase => ({
    kind: "multistep",
    place,
    truths: {},
    run: async (assertions) => {
      const list = ["first", "second"].map((name) => ({ name, url, ...REQUEST }));
      return sightOf(
        await run(configWith(MultistepCheck.parse({ kind: "multistep", steps: list, assertions }))),
      );
    },
  });
  return [
    http("node", runners.http, secure),
    http("edge", runFetchCheck, plain),
    steps("node", runners.multistep, secure),
    steps("edge", runFetchMultistep, plain),
    {
      kind: "websocket",
      place: "node",
      truths: { ...BODY_TRUTHS, size: { holds: ["equals", "24"], fails: ["less", "24"] } },
      run: async (assertions) => {
        const check = { kind: "websocket", url: live, expect: "ready", assertions };
        return sightOf(await runners.websocket(configWith(WebsocketCheck.parse(check))));
      },
    },
  ];
}
