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
    name: string,
    input: unknown,
    read: (data: unknown) => Reply | null,
  ): Promise<Reply> {
    const reply = read(
      readData(await postToApp(app, { path: `probe.${name}`, body: JSON.stringify(input) })),
    );
    if (reply !== null) return reply;
    throw new ProbeRpcError("unavailable", `the app's answer to probe.${name} is not understood`);
  }
  return {
    hello: (input) => call("hello", input, readWelcome),
    configs: (input) => call("configs", { ...input, private: isPrivate(app) }, readConfigs),
    report: (input) => call("report", input, readReceipt),
    artifact: (input) => call("artifact", input, readTrialReceipt),
    trial: (input) => call("trial", input, readTrialReceipt),
    beat: (input) => call("beat", input, readBeatReply),
  };
}

function isPrivate({ url, trustsNetwork = false }: ProbeApp): boolean {
  const { protocol, hostname } = new URL(url);
  return trustsNetwork || protocol === "https:" || LOOPBACK.test(hostname);
}
