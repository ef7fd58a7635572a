import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";
import type { MetricFamily } from "#contracts/metric.ts";
import { chooseFormat, EXPOSITION_TYPE, writeExposition } from "./write-exposition.ts";

/** Of every process beside the app that can be asked for its metrics. */
export const MetricsEnv = {
  UPTICK_METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe("Port of /metrics for Prometheus; 0 takes any free port. Unset: none is opened."),
  UPTICK_METRICS_HOST: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("Address that UPTICK_METRICS_PORT is opened on; 0.0.0.0 in a container."),
  UPTICK_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe("Bearer token that /metrics asks for. Unset: whoever reaches the port may read."),
};

export type MetricsDoor = { url: string; close: () => void };

/** Answers GET /metrics; rejects when the port cannot be had. It keeps no process alive. */
export async function serveMetrics(
  settings: { port: number; host: string; token: string | null },
  families: () => Promise<MetricFamily[]>,
): Promise<MetricsDoor> {
  const { port, host, token } = settings;
  const server = createServer((request, response) => {
    answer({ token, families }, request, response).catch(() => send(response, 500, "The metrics failed.\n"));
  });
  await listen(server, { port, host });
  server.unref();
  const { port: taken } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${taken}/metrics`, close: () => server.close() };
}

async function answer(
  door: { token: string | null; families: () => Promise<MetricFamily[]> },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url?.split("?", 1)[0];
  if (request.method !== "GET" || path !== "/metrics") return send(response, 404, "Not found.\n");
  if (door.token !== null && !isBearer(request.headers.authorization, door.token)) {
    response.setHeader("www-authenticate", "Bearer");
    return send(response, 401, "Wrong UPTICK_METRICS_TOKEN.\n");
  }
  const format = chooseFormat(request.headers.accept ?? null);
  response.setHeader("content-type", EXPOSITION_TYPE[format]);
  send(response, 200, writeExposition(await door.families(), format));
}

function send(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.end(text);
}

/** Hashes have one length, so that nothing is learned from the time that comparing takes. */
function isBearer(given: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given ?? ""), digest(`Bearer ${token}`));
}

function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}
