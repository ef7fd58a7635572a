import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { OutboundAnswer, OutboundRequest } from "#server/channels/channel.ts";
import { EgressError } from "#transport/egress/egress-error.ts";
import { EGRESS_REFUSAL, type EgressPolicy } from "#transport/egress/egress-policy.ts";
import { createGuardedAgent } from "#transport/egress/guarded-agent.ts";

const LIMITS = { timeoutMs: 15_000 };
const MAX_READ_BYTES = 64 * 1024;

export type SafeFetch = (
  outbound: OutboundRequest,
  limits?: { timeoutMs: number },
) => Promise<OutboundAnswer>;

/**
 * The one way out of the server to an address that a user typed. Only addresses that the policy allows are connected to,
 * redirects are not followed, proxies of the environment are not used, and the deadline covers everything from the
 * lookup to the last byte. It never rejects.
 */
export function createSafeFetch(egress: EgressPolicy): SafeFetch {
  return (outbound, limits = LIMITS) => fetchSafely({ outbound, egress }, limits);
}

type Guarded = { outbound: OutboundRequest; egress: EgressPolicy };

async function fetchSafely(guarded: Guarded, limits: { timeoutMs: number }): Promise<OutboundAnswer> {
  const startedAt = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedAt);
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  try {
    const response = await send(guarded, deadline);
    const body = await readBody(response);
    const retryAfter = response.headers["retry-after"] ?? null;
    return { kind: "answered", status: response.statusCode ?? 0, retryAfter, body, latencyMs: latencyMs() };
  } catch (error) {
    const reason = deadline.aborted ? `No answer within ${limits.timeoutMs / 1000} s.` : explain(error);
    return { kind: "unanswered", reason, latencyMs: latencyMs() };
  }
}

function send({ outbound, egress }: Guarded, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { username, password } = new URL(outbound.url);
    // Whoever reads such a URL takes what stands before the @ for its host.
    if (username !== "" || password !== "") throw new EgressError();
    const request = outbound.url.startsWith("https:") ? httpsRequest : httpRequest;
    const headers = {
      "user-agent": "Uptick",
      ...outbound.headers,
      "content-length": Buffer.byteLength(outbound.body),
    };
    const agent = createGuardedAgent(outbound.url, egress);
    request(outbound.url, { method: outbound.method, headers, agent, signal })
      .once("response", resolve)
      .once("error", reject)
      .end(outbound.body);
  });
}

/** The start of the body; leaving the loop early closes the connection. */
async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MAX_READ_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_READ_BYTES).toString("utf8");
}

const REASONS: Record<string, string> = {
  EGRESS_BLOCKED: EGRESS_REFUSAL,
  ENOTFOUND: "The host name could not be resolved.",
  EAI_AGAIN: "The host name could not be resolved.",
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection was cut before the answer was complete.",
  EPIPE: "The connection was cut before the answer was complete.",
  EHOSTUNREACH: "The host could not be reached.",
  ENETUNREACH: "The host could not be reached.",
  ETIMEDOUT: "The host could not be reached.",
};
const TLS_CODE = /CERT|TLS|SSL|EPROTO|SELF_SIGNED|UNABLE_TO|ALTNAME/;

/** Never the error's own text: it can hold the address, and the address can hold a key. */
function explain(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known = REASONS[code];
  if (known !== undefined) return known;
  if (TLS_CODE.test(code)) return "The TLS connection failed; the certificate may be invalid.";
  return "The request failed before an answer came.";
}
