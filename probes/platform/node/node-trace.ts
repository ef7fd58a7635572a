import { isIP } from "node:net";
import { readRoute } from "#probes/core/checks/route/read-route.ts";
import type { Trace } from "#probes/core/checks/route/route-keeper.ts";
import { classifyAddress } from "#transport/egress/classify-address.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { runProgram } from "./run-program.ts";

const TIMEOUT_MS = 10_000;
const TRIAL_TIMEOUT_MS = 3000;
const PROGRAMS = [
  { program: "traceroute", args: ["-n", "-q", "1", "-w", "1", "-m", "20"] },
  { program: "tracepath", args: ["-n", "-m", "20"] },
];

/** Null where the machine has neither program or does not let this process use it, tried on its own address. */
export async function findNodeTrace({ egress }: { egress: EgressPolicy }): Promise<Trace | null> {
  // Hops inside of the operator's network are none of the users' business, unless it is their own.
  const hide = (address: string) => !egress.privateRanges && classifyAddress(address) !== "public";
  for (const { program, args } of PROGRAMS) {
    const trial = await trace({ program, args: [...args, "127.0.0.1"], timeoutMs: TRIAL_TIMEOUT_MS });
    if (readRoute(trial, hide).length === 0) continue;
    return async (address) => {
      if (isIP(address) === 0) return [];
      return readRoute(await trace({ program, args: [...args, address], timeoutMs: TIMEOUT_MS }), hide);
    };
  }
  return null;
}

/** Empty when it could not be run: a route is an extra, and its lack no failure of the check. */
async function trace(wish: Parameters<typeof runProgram>[0]): Promise<string> {
  return runProgram(wish).then(
    ({ output }) => output,
    () => "",
  );
}
