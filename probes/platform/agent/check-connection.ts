import type { Runtime } from "#contracts/region.ts";
import type { ProbeStream } from "#contracts/stream.ts";
import { type ProbeRpc, ProbeRpcError } from "#probes/core/ports.ts";
import { PROBE_DEFAULTS } from "#probes/core/probe-options.ts";

const CLOCK_OFF_MS = 2000;

type Connection = { appUrl: string; instance: string; runtime: Runtime; rpc: ProbeRpc; stream: ProbeStream };
/** `exitCode`: 0 it works; 1 the token is refused; 3 the app or its streams cannot be reached. */
export type ConnectionReport = { exitCode: 0 | 1 | 3; lines: string[] };

/** Goes every way that a probe goes, once. */
export async function checkConnection(
  { appUrl, instance, runtime, rpc, stream }: Connection,
  kinds: readonly string[],
): Promise<ConnectionReport> {
  const lines = [`Uptick agent ${PROBE_DEFAULTS.version} as ${instance}`];
  try {
    const askedAt = Date.now();
    const { version } = PROBE_DEFAULTS;
    const welcome = await rpc.hello({ instance, version, runtime, kinds: [...kinds] });
    const answeredAt = Date.now();
    lines.push(`${appUrl} answers in ${answeredAt - askedAt} ms and knows this as region ${welcome.region}.`);
    const offMs = Math.round(welcome.serverTime - (askedAt + answeredAt) / 2);
    if (Math.abs(offMs) > CLOCK_OFF_MS)
      lines.push(`The clocks differ by ${offMs} ms: checks would start at the wrong moment. Use NTP.`);
    await stream.getValue(`probe:boot:${welcome.region}:${instance}`);
    lines.push("Jobs can be fetched.", `Can be checked from here: ${kinds.join(", ")}.`);
    return { exitCode: 0, lines };
  } catch (error) {
    if (error instanceof ProbeRpcError && error.kind === "unauthorised") {
      return { exitCode: 1, lines: [...lines, refusalOf(appUrl)] };
    }
    const reason = error instanceof Error ? error.message : String(error);
    return { exitCode: 3, lines: [...lines, `It does not get through to ${appUrl}: ${reason}`] };
  }
}

export function refusalOf(appUrl: string): string {
  return `The app at ${appUrl} refuses UPTICK_PROBE_TOKEN: it is unknown or was replaced. Give this probe its region's token.`;
}
