import { request as httpRequest } from "node:http";
import { MonitorInput } from "#contracts/check.ts";
import type { CheckRunner, RunnableConfig } from "#probes/core/ports.ts";
import { createNodeRunners } from "#probes/platform/node/node-runners.ts";
import { createMailTransport } from "#server/runtime/mail-transport.ts";
import { createSafeFetch } from "#server/runtime/safe-fetch.ts";
import { PUBLIC_EGRESS } from "#transport/egress/egress-policy.ts";
import { createGuardedAgent } from "#transport/egress/guarded-agent.ts";

export type Ended = { outcome: string; message: string };
type Fields = Record<string, unknown>;

/** The ways out of Uptick, each with what an installation has that opens nothing. */
export type Doors = {
  check: (fields: Fields) => Promise<Ended>;
  http: (url: string, more?: Fields) => Promise<Ended>;
  webhook: (url: string) => Promise<Ended>;
  smtp: (host: string) => Promise<Ended>;
  discover: (url: string) => Promise<Ended>;
};

const TIMEOUT_MS = 8_000;

export async function openDoors(): Promise<Doors> {
  const { runners } = await createNodeRunners({ egress: PUBLIC_EGRESS });
  const safeFetch = createSafeFetch(PUBLIC_EGRESS);
  const mail = createMailTransport({ smtpUrl: null, from: "u@example.com", egress: PUBLIC_EGRESS });

  async function check(fields: Fields): Promise<Ended> {
    const parsed = MonitorInput.shape.check.safeParse(fields);
    const { kind } = fields as { kind: keyof typeof runners };
    const runner = runners[kind];
    if (runner === undefined) return { outcome: "absent", message: `no runner for ${kind}` };
    const config = { timeoutMs: TIMEOUT_MS, check: parsed.success ? parsed.data : unparsed(fields) };
    const seen = await (runner as CheckRunner)(config as unknown as RunnableConfig);
    return { outcome: String(seen.outcome), message: seen.evidence().message };
  }

  async function webhook(url: string): Promise<Ended> {
    const answer = await safeFetch(
      { method: "POST", url, headers: {}, body: "{}" },
      { timeoutMs: TIMEOUT_MS },
    );
    return answer.kind === "answered"
      ? { outcome: "ok", message: String(answer.status) }
      : { outcome: "unanswered", message: answer.reason };
  }

  async function smtp(host: string): Promise<Ended> {
    const server = { host, port: 25, user: null, password: null, security: "none" as const };
    const message = { kind: "mail" as const, to: ["a@example.com"], from: null, subject: "s", text: "t" };
    const rest = { html: "<p>t</p>", messageId: "<1@example.com>", thread: null, server };
    const sent = await mail.send({ ...message, ...rest });
    return sent.kind === "sent"
      ? { outcome: "ok", message: "" }
      : { outcome: "unanswered", message: sent.reason };
  }

  return { check, http: (url, more) => check({ ...httpDefaults(), url, ...more }), webhook, smtp, discover };
}

/** As sign-in asks a provider's discovery document. */
function discover(url: string): Promise<Ended> {
  return new Promise((done) => {
    const fail = (error: unknown) =>
      done({ outcome: "unanswered", message: error instanceof Error ? error.message : String(error) });
    try {
      const agent = createGuardedAgent(url, PUBLIC_EGRESS);
      httpRequest(url, { agent, signal: AbortSignal.timeout(TIMEOUT_MS) })
        .once("response", (response) => {
          response.resume();
          done({ outcome: "ok", message: String(response.statusCode) });
        })
        .once("error", fail)
        .end();
    } catch (error) {
      fail(error);
    }
  });
}

/** What no contract has seen, as a row that came in by SQL, with everything else in order. */
function unparsed(fields: Record<string, unknown>): Record<string, unknown> {
  const { url, kind } = fields;
  const legal = kind === "websocket" ? "ws://legal.test/" : "http://legal.test/";
  return { ...MonitorInput.shape.check.parse({ ...fields, url: legal }), url };
}

function httpDefaults() {
  return {
    kind: "http",
    method: "GET",
    headers: [],
    body: null,
    expectedStatus: [{ from: 200, to: 299 }],
    keyword: null,
    followRedirects: true,
  };
}
