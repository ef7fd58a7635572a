import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Who may open a connection, and why that is not a way around the egress policy. */
const DOORS: Record<string, string> = {
  "src/transport/egress/open-socket.ts": "the app's door",
  "src/transport/egress/resolve-allowed.ts": "looks names up for both doors",
  "src/transport/egress/find-opt-out.ts": "asks the system's name server",
  "src/transport/egress/resolve-txt.ts": "asks the system's name server",
  "src/status/page-script.ts": "runs in the visitor's browser",
  "src/transport/egress/guarded-agent.ts": "HTTP over the app's door",
  "src/server/runtime/safe-fetch.ts": "HTTP over the app's door",
  "src/server/runtime/request/traced-fetch.ts": "its fetch is the door that it is given",
  "src/server/runtime/mail-transport.ts": "SMTP over the app's door",
  "src/server/archive/s3-request.ts": "the operator's own bucket",
  "src/server/runtime/poke-probe.ts": "the operator's own address of a probe",
  "probes/platform/node/dial.ts": "the door of checks",
  "probes/platform/post-to-app.ts": "the probe's own app",
  "probes/platform/node/node-datagram.ts": "datagrams to addresses that the door of checks has judged",
  "probes/platform/node/secure-socket.ts": "TLS over a socket of the door of checks",
  "probes/platform/node/converse-http2.ts": "HTTP/2 over a socket of the door of checks",
  "probes/platform/node/checks/grpc/run-grpc.ts": "HTTP/2 over a wire of the door of checks",
  "probes/platform/node/checks/websocket/run-websocket.ts": "WebSocket over a wire of the door of checks",
  "probes/platform/node/checks/database/ask-mysql.ts": "the driver over a wire of the door of checks",
  "probes/platform/node/checks/database/ask-mongodb.ts": "the driver, held to the address that was judged",
  "probes/platform/node/checks/browser/guarded-proxy.ts": "HTTP over sockets of the door of checks",
  "probes/platform/node/checks/docker/ask-engine.ts": "the engine's socket on the agent's own machine",
  "probes/core/checks/dns/ask-doh.ts": "its fetch is the port that it is given",
  "probes/platform/edge/fetch-exchange.ts": "an edge function, whose platform connects",
  "probes/platform/edge/fetch-runner.ts": "an edge function, whose platform connects",
  "probes/platform/edge/web-fetch.ts": "an edge function, whose platform connects",
};

const CONNECTING: Record<string, RegExp> = {
  "node:net": /\b(?:connect|createConnection|Socket)\b/,
  "node:tls": /\bconnect\b/,
  "node:dgram": /\bcreateSocket\b/,
  "node:dns": /\b(?:lookup|resolve\w*|Resolver|promises)\b/,
  "node:dns/promises": /./,
  "node:http": /\b(?:request|get|Agent)\b/,
  "node:https": /\b(?:request|get|Agent)\b/,
  "node:http2": /\bconnect\b/,
  nodemailer: /./,
  mysql2: /./,
  "mysql2/promise": /./,
  mongodb: /./,
  ws: /./,
};
const IMPORT = /import\s+(?!type\b)([^;]*?)\s+from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g;
const FETCH = /(?<![.\w]|function |async )fetch\(/;

test("connections are opened by the named doors only", () => {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const files = ["src", "probes"]
    .flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .filter(isProduction);
  expect(files.length).toBeGreaterThan(500);
  const opening = files.filter((file) => opensConnections(readFileSync(`${root}${file}`, "utf8")));
  expect(opening.sort()).toEqual(Object.keys(DOORS).sort());
});

test.each([
  'import { request } from "node:https";',
  'import { isIP, connect } from "node:net";',
  'import dns from "node:dns/promises";',
  'const { createPool } = await import("mysql2");',
  "const answer = await fetch(url);",
])("%s would be found", (line) => {
  expect(opensConnections(line)).toBe(true);
});

test.each([
  'import { isIP } from "node:net";',
  'import type { Socket } from "node:net";',
  'import { type Socket, isIPv6 } from "node:net";',
  'import { createServer } from "node:http";',
  "const answer = await deps.fetch(url);",
  "  private async fetch(): Promise<void> {",
])("%s opens nothing", (line) => {
  expect(opensConnections(line)).toBe(false);
});

/** What runs in a browser has the browser's rules; tests and their tools talk to themselves. */
function isProduction(file: string): boolean {
  return /\.tsx?$/.test(file) && !/\.test\.tsx?$|(?:^|\/)testing\/|^src\/(?:ui|generated)\//.test(file);
}

function opensConnections(source: string): boolean {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  for (const [, names, from, lazy] of code.matchAll(IMPORT)) {
    if (CONNECTING[lazy ?? from ?? ""]?.test(lazy === undefined ? withoutTypes(names ?? "") : "promises"))
      return true;
  }
  return FETCH.test(code);
}

function withoutTypes(names: string): string {
  return names.replaceAll(/\btype\s+\w+(?:\s+as\s+\w+)?/g, "");
}
