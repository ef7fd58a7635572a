import type { DialogueStep, TcpCheck } from "#contracts/checks/tcp.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import type { Dial } from "#probes/core/wire.ts";
import { joinBytes } from "../byte-search.ts";
import type { CheckRun } from "../check-run.ts";
import { converse, type Talk } from "../converse.ts";
import { observe } from "../observe.ts";
import { payloadBytes } from "../payload.ts";

/** Of what comes in. A server that sends more before the expected text does not send that text. */
const MOST_REPLY_BYTES = 262_144;
const SHOWN_CHARACTERS = 80;
const MAIL_PORTS = new Set([25, 465, 587]);
const decoder = new TextDecoder();

/** Connects, says what there is to say and waits for what is expected. */
export function createTcpRunner({ dial }: { dial: Dial }): CheckRunner<"tcp"> {
  return (config) => {
    const { check } = config;
    const { host, port, ipFamily } = check;
    const tls = check.secure ? check.tls : null;
    const target = {
      host,
      port,
      ipFamily,
      tls,
      ...(couldSendMail(check) ? { service: "web" as const } : {}),
    };
    return observe(config, (run) => converse(dial, { run, target }, (on) => hold(on, { check, run })));
  };
}

/** A dialogue of one's own with a mail server: where the policy closes mail's ports to the web, it closes them to this, too. */
function couldSendMail({ port, dialogue }: TcpCheck): boolean {
  return MAIL_PORTS.has(port) && dialogue.some(({ type }) => type === "send");
}

type Dialogue = { check: TcpCheck; run: CheckRun };

async function hold(on: Talk, { check, run }: Dialogue): Promise<string> {
  let reply: Uint8Array = new Uint8Array(0);
  for (const step of check.dialogue) {
    reply = joinBytes(reply, await take(on, { check, run, step, room: MOST_REPLY_BYTES - reply.length }));
  }
  if (reply.length === 0 && looksAtReply(check)) reply = await takeFirst(on, run);
  run.values = { body: decoder.decode(reply), size: reply.length };
  return check.dialogue.length === 0 ? "It accepted the connection." : "It answered as expected.";
}

type Turn = Dialogue & { step: DialogueStep; room: number };

async function take({ wire, reader }: Talk, { check, run, step, room }: Turn): Promise<Uint8Array> {
  switch (step.type) {
    case "send": {
      const bytes = payloadBytes(step.text);
      run.transcript.sent(bytes);
      await wire.write(bytes);
      return new Uint8Array(0);
    }
    case "startTls":
      if (reader.pending > 0) throw new Fault("protocol", "It went on in plain text after agreeing to TLS.");
      await wire.startTls(check.tls);
      return new Uint8Array(0);
    case "expect":
      return awaitText({ wire, reader }, { run, text: step.text, room });
  }
}

async function awaitText(
  { reader }: Talk,
  { run, text, room }: { run: CheckRun; text: string; room: number },
): Promise<Uint8Array> {
  try {
    const bytes = await reader.readUntil(payloadBytes(text), room);
    run.transcript.received(bytes);
    return bytes;
  } catch (error) {
    const came = reader.peek();
    if (came.length === 0 || !(error instanceof Fault) || error.outcome === "internal") throw error;
    run.transcript.received(came);
    const shown = decoder.decode(came.subarray(0, SHOWN_CHARACTERS));
    throw new Fault("assertion", `Expected “${text.slice(0, SHOWN_CHARACTERS)}”, saw “${shown}”.`);
  }
}

/** Without an expected text, the first piece that comes is the reply that assertions look at. */
async function takeFirst({ reader }: Talk, run: CheckRun): Promise<Uint8Array> {
  const bytes = (await reader.readSome()) ?? new Uint8Array(0);
  run.transcript.received(bytes);
  return bytes;
}

function looksAtReply({ assertions }: TcpCheck): boolean {
  return assertions.list
    .flatMap((member) => ("list" in member ? member.list : [member]))
    .some(({ source }) => source === "body" || source === "size");
}
