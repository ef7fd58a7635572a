import type { TraceContext } from "#contracts/trace-context.ts";
import { type ProbeRpc, ProbeRpcError } from "#probes/core/ports.ts";
import { postToApp } from "./post-to-app.ts";
import {
  readBeatReply,
  readConfigs,
  readData,
  readReceipt,
  readTrialReceipt,
  readWelcome,
} from "./read-reply.ts";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** `trustsNetwork`: the operator's word that nobody reads along on a way without TLS. */
export type ProbeApp = { url: string; token: string; trustsNetwork?: boolean };

/** Speaks the plain-JSON wire of tRPC over fetch, which both runtimes have. */
export function createProbeRpc(app: ProbeApp): ProbeRpc {
  async function call<Reply>(
    { name, trace = null }: { name: string; trace?: TraceContext | null | undefined },
    input: unknown,
    read: (data: unknown) => Reply | null,
  ): Promise<Reply> {
    const question = { path: `probe.${name}`, body: JSON.stringify(input), trace };
    const reply = read(readData(await postToApp(app, question)));
    if (reply !== null) return reply;
    throw new ProbeRpcError("unavailable", `the app's answer to probe.${name} is not understood`);
  }
  return {
    hello: (input) => call({ name: "hello" }, input, readWelcome),
    configs: (input) => call({ name: "configs" }, { ...input, private: isPrivate(app) }, readConfigs),
    report: (input, trace) => call({ name: "report", trace }, input, readReceipt),
    artifact: (input) => call({ name: "artifact" }, input, readTrialReceipt),
    trial: (input) => call({ name: "trial" }, input, readTrialReceipt),
    beat: (input) => call({ name: "beat" }, input, readBeatReply),
  };
}

function isPrivate({ url, trustsNetwork = false }: ProbeApp): boolean {
  const { protocol, hostname } = new URL(url);
  return trustsNetwork || protocol === "https:" || LOOPBACK.test(hostname);
}
