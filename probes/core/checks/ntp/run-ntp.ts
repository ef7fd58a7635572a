import type { NtpCheck } from "#contracts/checks/ntp.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import type { Ask } from "#probes/core/wire.ts";
import { askTimed } from "../ask-timed.ts";
import type { CheckRun } from "../check-run.ts";
import { observe } from "../observe.ts";
import { ntpQuestion, readNtpAnswer } from "./ntp-packet.ts";

/** `now`: epoch ms of the probe's clock, against which the server's is held. */
export type NtpDeps = { ask: Ask; now: () => number };

export function createNtpRunner(deps: NtpDeps): CheckRunner<"ntp"> {
  return (config) => observe(config, (run) => compareClocks(deps, { run, check: config.check }));
}

async function compareClocks(
  deps: NtpDeps,
  { run, check }: { run: CheckRun; check: NtpCheck },
): Promise<string> {
  const { host, port, ipFamily } = check;
  const askedAt = deps.now();
  const datagram = ntpQuestion(askedAt);
  const packet = await askTimed(deps.ask, { run, question: { host, port, ipFamily, datagram } });
  const answer = readNtpAnswer(packet, datagram);
  if (answer.kiss !== null) {
    throw new Fault("refused", `The server refuses to tell the time: ${answer.kiss || "kiss-o'-death"}.`);
  }
  // The look-up of the name came between the stamp and the sending, which would count as a way to the server.
  const sentAt = askedAt + (run.record.dnsUs ?? 0) / 1000;
  const cameAt = sentAt + (run.ttfbUs ?? 0) / 1000;
  const offsetMs = (answer.receivedAt - sentAt + (answer.sentAt - cameAt)) / 2;
  const delayMs = cameAt - sentAt - (answer.sentAt - answer.receivedAt);
  run.values = { offsetMs: Math.round(offsetMs * 1000) / 1000, stratum: answer.stratum };
  if (!answer.isSynchronised) throw new Fault("assertion", "The server's own clock is not synchronised.");
  if (answer.stratum > check.maxStratum) {
    throw new Fault("assertion", `Its stratum is ${answer.stratum}, more than ${check.maxStratum}.`);
  }
  const said = `Its clock is ${offsetMs.toFixed(1)} ms off`;
  if (Math.abs(offsetMs) > check.maxOffsetMs) {
    throw new Fault("assertion", `${said}, more than ${check.maxOffsetMs} ms.`);
  }
  return `${said}, with ${delayMs.toFixed(1)} ms on the way, at stratum ${answer.stratum}.`;
}
