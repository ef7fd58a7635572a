import { DEFAULT_TLS } from "#contracts/checks/check-fields.ts";
import { createSendHttp } from "#probes/core/checks/http/create-send-http.ts";
import { runHttpCheck } from "#probes/core/checks/http/http-check.ts";
import type { HttpConnection, SendHttp } from "#probes/core/checks/http/send-http.ts";
import { Deadline } from "#probes/core/deadline.ts";
import type { HttpRequest } from "#probes/core/http-request.ts";
import type { CheckRunner, ControlChecker } from "#probes/core/ports.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createNodeExchange, type NodeExchangeOptions } from "./exchange.ts";

const CONTROL_TIMEOUT_MS = 5000;
const PLAIN: HttpConnection = {
  auth: { type: "none" },
  cookies: [],
  maxRedirects: 0,
  ipFamily: "any",
  httpVersion: "1.1",
  tls: DEFAULT_TLS,
  proxy: null,
};

export type HttpRunner = {
  run: CheckRunner<"http">;
  /** For checks of other kinds that send requests. */
  send: SendHttp;
  checkControl: ControlChecker;
};

/** Runs HTTP checks over sockets of their own. */
export function createHttpRunner(options: NodeExchangeOptions): HttpRunner {
  const exchange = createNodeExchange(options);
  // Control targets are the operator's own, wherever they stand.
  const control = createNodeExchange({ ...options, egress: OPEN_EGRESS });
  const send = createSendHttp(exchange, Date.now);
  const deps = { send, now: Date.now, note: "" };

  const run: CheckRunner<"http"> = async ({ check, timeoutMs }) => {
    const startedAt = performance.now();
    const deadline = new Deadline(timeoutMs);
    try {
      return await runHttpCheck(deps, { check, deadline, startedAt });
    } finally {
      deadline.clear();
    }
  };

  async function checkControl(url: string): Promise<boolean> {
    const deadline = new Deadline(CONTROL_TIMEOUT_MS);
    const request: HttpRequest = { url: new URL(url), method: "HEAD", headers: [], body: null };
    const { fault } = await control({ request, connection: PLAIN, keepBytes: 0 }, deadline);
    deadline.clear();
    return fault === null;
  }

  return { run, send, checkControl };
}
