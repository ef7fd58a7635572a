import { generate, type IConnackPacket, type IPublishPacket, type Packet, parser } from "mqtt-packet";
import type { MqttCheck } from "#contracts/checks/mqtt.ts";
import { readJson } from "#domain/check/read-json.ts";
import { findBytes } from "#probes/core/checks/byte-search.ts";
import type { CheckRun } from "#probes/core/checks/check-run.ts";
import { observe } from "#probes/core/checks/observe.ts";
import { payloadBytes } from "#probes/core/checks/payload.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import type { Dial, Wire } from "#probes/core/wire.ts";

const MOST_BYTES = 1024 * 1024;
const SHOWN_CHARACTERS = 80;
const KEEP_ALIVE_SEC = 60;
const SUBSCRIBE_ID = 1;
const REFUSED_SUBSCRIPTION = 0x80;
/** MQTT 3.1.1 §3.2.2.3. */
const CONNECT_FAULTS: Record<number, [Fault["outcome"], string]> = {
  1: ["protocol", "It does not speak MQTT 3.1.1."],
  2: ["protocol", "It refuses the client's id."],
  3: ["status", "It says that its service is not available."],
  4: ["auth", "It refuses the user name or the password."],
  5: ["auth", "It does not allow this client to connect."],
};

export type MqttDeps = { dial: Dial /** 0 ≤ n < 1. */; random: () => number };

/** Connects by MQTT 3.1.1 with a clean session, subscribes and publishes at QoS 0. */
export function createMqttRunner({ dial, random }: MqttDeps): CheckRunner<"mqtt"> {
  return (config) =>
    observe(config, async (run) => {
      const { check } = config;
      const { host, port, ipFamily } = check;
      const tls = check.secure ? check.tls : null;
      const wire = await dial({ host, port, ipFamily, tls }, run.record, run.deadline);
      try {
        const clientId = `uptick-${Math.floor(random() * 2 ** 48).toString(16)}`;
        return await converse(new Session(wire, run), { check, run, clientId });
      } finally {
        wire.close();
      }
    });
}

type Conversation = { check: MqttCheck; run: CheckRun; clientId: string };

async function converse(session: Session, { check, run, clientId }: Conversation): Promise<string> {
  const from = performance.now();
  await session.send(connectPacket(check, clientId), `CONNECT ${clientId}`);
  const connack = await session.next("connack");
  run.ttfbUs = sinceUs(from);
  judgeConnack(connack as IConnackPacket);
  if (check.topic === "") {
    await session.send({ cmd: "disconnect" }, "DISCONNECT");
    return "It accepted the connection.";
  }
  await subscribe(session, check);
  if (check.publish !== null) await publish(session, check.topic, check.publish);
  const payload = await awaitMessage(session, check.expect);
  const text = payload.toString("utf8");
  const json = readJson(text);
  run.values.body = text;
  run.look = (source, name) => (source === "json" ? json(name) : null);
  run.bodySample = text.slice(0, 4096);
  await session.send({ cmd: "disconnect" }, "DISCONNECT");
  return check.expect === null ? "A message came." : "The expected message came.";
}

function connectPacket({ username, password }: MqttCheck, clientId: string): Packet {
  return {
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clientId,
    clean: true,
    keepalive: KEEP_ALIVE_SEC,
    ...(username === "" ? {} : { username }),
    // MQTT 3.1.1 §3.1.2.9: no password without a user name.
    ...(username === "" || password === null ? {} : { password: Buffer.from(password, "utf8") }),
  };
}

function judgeConnack({ returnCode = 0 }: IConnackPacket): void {
  if (returnCode === 0) return;
  const [outcome, message] = CONNECT_FAULTS[returnCode] ?? [
    "protocol",
    `It refuses the connection (code ${returnCode}).`,
  ];
  throw new Fault(outcome, message);
}

async function subscribe(session: Session, { topic }: MqttCheck): Promise<void> {
  const subscriptions = [{ topic, qos: 0 as const }];
  await session.send({ cmd: "subscribe", messageId: SUBSCRIBE_ID, subscriptions }, `SUBSCRIBE ${topic}`);
  const suback = await session.next("suback");
  if ("granted" in suback && suback.granted[0] === REFUSED_SUBSCRIPTION) {
    throw new Fault("auth", "It refuses the subscription to this topic.");
  }
}

async function publish(session: Session, topic: string, text: string): Promise<void> {
  const payload = Buffer.from(payloadBytes(text));
  const packet: Packet = { cmd: "publish", qos: 0, dup: false, retain: false, topic, payload };
  await session.send(packet, `PUBLISH ${topic} ${text}`);
}

async function awaitMessage(session: Session, expect: string | null): Promise<Buffer> {
  const wanted = expect === null ? null : payloadBytes(expect);
  let last: Buffer | null = null;
  try {
    for (;;) {
      const { payload } = (await session.next("publish")) as IPublishPacket;
      last = Buffer.from(payload);
      if (wanted === null || findBytes(last, wanted) !== -1) return last;
    }
  } catch (error) {
    if (last === null || !(error instanceof Fault) || error.outcome === "internal") throw error;
    const shown = last.toString("utf8").slice(0, SHOWN_CHARACTERS);
    throw new Fault(
      "assertion",
      `Expected a message with “${(expect ?? "").slice(0, SHOWN_CHARACTERS)}”, saw “${shown}”.`,
    );
  }
}

class Session {
  private readonly packets: Packet[] = [];
  private readonly parser = parser({ protocolVersion: 4 });
  private fault: Fault | null = null;

  constructor(
    private readonly wire: Wire,
    private readonly run: CheckRun,
  ) {
    this.parser.on("packet", (packet) => this.packets.push(packet));
    this.parser.on("error", () => {
      this.fault ??= new Fault("protocol", "The answer is not MQTT.");
    });
  }

  async send(packet: Packet, shown: string): Promise<void> {
    this.run.transcript.sent(shown);
    await this.wire.write(generate(packet));
  }

  /** Messages may come before an acknowledgement (§3.8.4), so packets of other kinds are left for later. */
  async next(cmd: Packet["cmd"]): Promise<Packet> {
    for (;;) {
      const at = this.packets.findIndex((packet) => packet.cmd === cmd);
      const [found] = at === -1 ? [] : this.packets.splice(at, 1);
      if (found !== undefined) {
        this.run.transcript.received(describe(found));
        return found;
      }
      if (this.fault !== null) throw this.fault;
      await this.pull();
    }
  }

  private async pull(): Promise<void> {
    const chunk = await this.wire.read();
    if (chunk === null) throw new Fault("reset", "The connection was closed before a complete answer.");
    this.run.bytes += chunk.length;
    if (this.run.bytes > MOST_BYTES)
      throw new Fault("protocol", "It sent more than 1 MB without what was expected.");
    this.parser.parse(Buffer.from(chunk));
  }
}

function describe(packet: Packet): string {
  if (packet.cmd !== "publish") return packet.cmd.toUpperCase();
  return `PUBLISH ${packet.topic} ${packet.payload.toString()}`;
}
