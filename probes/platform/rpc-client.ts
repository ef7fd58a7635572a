import { type ProbeRpc, ProbeRpcError } from "#probes/core/ports.ts";
import {
  readBeatReply,
  readConfigs,
  readData,
  readReceipt,
  readTrialReceipt,
  readWelcome,
} from "./read-reply.ts";

const TIMEOUT_MS = 15_000;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** `trustsNetwork`: the operator's word that nobody reads along on a way without TLS. */
export type ProbeApp = { url: string; token: string; trustsNetwork?: boolean };

/** Speaks the plain-JSON wire of tRPC over fetch, which both runtimes have. */
export function createProbeRpc(app: ProbeApp): ProbeRpc {
  async function call<Reply>(
    name: string,
    input: unknown,
    read: (data: unknown) => Reply | null,
  ): Promise<Reply> {
    const reply = read(readData(await post(app, name, JSON.stringify(input))));
    if (reply !== null) return reply;
    throw new ProbeRpcError("unavailable", `the app's answer to probe.${name} is not understood`);
  }
  return {
    hello: (input) => call("hello", input, readWelcome),
    configs: (input) => call("configs", { ...input, private: isPrivate(app) }, readConfigs),
    report: (input) => call("report", input, readReceipt),
    trial: (input) => call("trial", input, readTrialReceipt),
    beat: (input) => call("beat", input, readBeatReply),
  };
}

function isPrivate({ url, trustsNetwork = false }: ProbeApp): boolean {
  const { protocol, hostname } = new URL(url);
  return trustsNetwork || protocol === "https:" || LOOPBACK.test(hostname);
}

async function post(app: { url: string; token: string }, name: string, body: string): Promise<unknown> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(`${app.url.replace(/\/$/, "")}/api/probe-rpc/probe.${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${app.token}` },
      body,
      // A redirect is somebody else's answer, and following it would hand them the token.
      redirect: "manual",
      signal: abort.signal,
    });
    const text = await response.text();
    if (!response.ok)
      throw new ProbeRpcError(kindOf(response.status), `HTTP ${response.status} from probe.${name}`);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof ProbeRpcError) throw error;
    throw new ProbeRpcError("unavailable", `no answer from probe.${name}: ${reasonOf(error)}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

function kindOf(status: number): ProbeRpcError["kind"] {
  if (status === 401 || status === 403) return "unauthorised";
  return status === 400 || status === 413 || status === 422 ? "rejected" : "unavailable";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "AbortError") return "timeout";
  return error.cause instanceof Error ? error.cause.message : error.message;
}
