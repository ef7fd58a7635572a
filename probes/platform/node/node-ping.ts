import { isIPv6 } from "node:net";
import type { Ping } from "#probes/core/checks/ping/ping-port.ts";
import { readPing } from "#probes/core/checks/ping/read-ping.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, timedOut } from "#probes/core/fault.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { resolveGuarded } from "./dial.ts";
import { runProgram } from "./run-program.ts";
import { Turnstile } from "./turnstile.ts";

/** Node has no raw sockets, so each check is a process of the system's `ping`. */
const MOST_AT_ONCE = 32;
const PAUSE_SEC = 0.2;
const ANSWER_SEC = 2;
/** Left to the program to say what it has before the check's time is up. */
const LAST_WORDS_MS = 250;
const TRIAL_TIMEOUT_MS = 3000;

/** Null where the machine has no `ping` or does not let this process use it, tried on its own address. */
export async function findNodePing(options: { egress: EgressPolicy }): Promise<Ping | null> {
  try {
    const args = argumentsFor("127.0.0.1", 1);
    const { output } = await runProgram({ program: "ping", args, timeoutMs: TRIAL_TIMEOUT_MS });
    return readPing(output)?.timesMs.length === 1 ? createNodePing(options) : null;
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}

/** The program is given an address that the egress policy allows, never a name that it could look up differently. */
function createNodePing({ egress }: { egress: EgressPolicy }): Ping {
  const turnstile = new Turnstile(MOST_AT_ONCE);
  return async ({ host, ipFamily, packets }, record, deadline) => {
    const target = { host, port: 0, ipFamily, egress, service: "other" } as const;
    const [address = ""] = await resolveGuarded(target, deadline, record);
    record.remoteAddress = address;
    const leftMs = deadline.leftMs;
    if ((await turnstile.enter((giveUp) => deadline.during(giveUp))) === "gave up") throw crowded();
    try {
      // What is left after the queue may be too little for answers that would have come in time.
      if (deadline.leftMs < leftMs / 2) throw crowded();
      return await pingAddress({ address, packets }, deadline);
    } finally {
      turnstile.leave();
    }
  };
}

function crowded(): Fault {
  return new Fault("internal", "Too many pings run at once on this probe.");
}

async function pingAddress({ address, packets }: { address: string; packets: number }, deadline: Deadline) {
  const timeoutMs = Math.max(1, deadline.leftMs - LAST_WORDS_MS);
  deadline.during(() => undefined);
  const wish = { program: "ping", args: argumentsFor(address, packets), timeoutMs };
  const { output, exitCode } = await runProgram(wish);
  const report = readPing(output);
  if (report !== null) return report;
  if (/network is unreachable|no route to host/i.test(output)) {
    throw new Fault("unreachable", "There is no route to the address.");
  }
  if (exitCode === null) throw timedOut("exchange");
  throw new Fault("internal", `ping said: ${output.trim().slice(0, 300)}`);
}

/** macOS counts the time to wait for an answer in ms and takes no IPv6 here; the others know the family by the address. */
function argumentsFor(address: string, packets: number): string[] {
  if (process.platform === "darwin" && isIPv6(address)) {
    throw new Fault("internal", "The ping of macOS cannot check IPv6.");
  }
  const wait = process.platform === "darwin" ? ANSWER_SEC * 1000 : ANSWER_SEC;
  return ["-n", "-c", String(packets), "-i", String(PAUSE_SEC), "-W", String(wait), address];
}
