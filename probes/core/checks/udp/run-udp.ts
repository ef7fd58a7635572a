import type { UdpCheck } from "#contracts/checks/udp.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import type { Ask } from "#probes/core/wire.ts";
import { askTimed } from "../ask-timed.ts";
import { findBytes } from "../byte-search.ts";
import type { CheckRun } from "../check-run.ts";
import { observe } from "../observe.ts";
import { payloadBytes } from "../payload.ts";

const SHOWN_CHARACTERS = 80;
const decoder = new TextDecoder();

/** Sends one datagram and waits for one from the same address and port. */
export function createUdpRunner({ ask }: { ask: Ask }): CheckRunner<"udp"> {
  return (config) => observe(config, (run) => exchange(ask, { run, check: config.check }));
}

async function exchange(ask: Ask, { run, check }: { run: CheckRun; check: UdpCheck }): Promise<string> {
  const { host, port, ipFamily } = check;
  const datagram = payloadBytes(check.send);
  run.transcript.sent(datagram);
  const answer = await askTimed(ask, { run, question: { host, port, ipFamily, datagram } });
  run.transcript.received(answer);
  const text = decoder.decode(answer);
  run.values = { body: text, size: answer.length };
  if (findBytes(answer, payloadBytes(check.expect)) === -1) {
    const expected = check.expect.slice(0, SHOWN_CHARACTERS);
    throw new Fault("assertion", `Expected “${expected}”, saw “${text.slice(0, SHOWN_CHARACTERS)}”.`);
  }
  return "It answered.";
}
