import { createSocket, type Socket } from "node:dgram";
import { afterEach, expect, test } from "vitest";
import { NtpCheck } from "#contracts/checks/ntp.ts";
import { createNodeAsk } from "#probes/platform/node/node-datagram.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../../testing/check-config.ts";
import { ntpQuestion, readNtpAnswer } from "./ntp-packet.ts";
import { createNtpRunner } from "./run-ntp.ts";

const deps = { ask: createNodeAsk({ egress: OPEN_EGRESS }), now: Date.now };
const servers: Socket[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server of RFC 4330 whose clock is `offMs` ahead; `change` spoils its answer. */
async function serve(
  offMs: number,
  change: (packet: Buffer) => Buffer = (packet) => packet,
): Promise<number> {
  const server = createSocket("udp4");
  servers.push(server);
  server.on("message", (question, from) => {
    const packet = Buffer.alloc(48);
    packet[0] = ((question[0] ?? 0) & 0b00_111_000) | 4;
    packet[1] = 2;
    question.copy(packet, 24, 40, 48);
    writeTime(packet, { at: 32, ms: Date.now() + offMs });
    writeTime(packet, { at: 40, ms: Date.now() + offMs });
    server.send(change(packet), from.port, from.address);
  });
  await new Promise<void>((done) => server.bind(0, "127.0.0.1", done));
  return server.address().port;
}

function writeTime(packet: Buffer, { at, ms }: { at: number; ms: number }): void {
  const seconds = Math.floor(ms / 1000);
  packet.writeUInt32BE((seconds + 2_208_988_800) % 2 ** 32, at);
  packet.writeUInt32BE(Math.floor(((ms % 1000) / 1000) * 2 ** 32), at + 4);
}

const withByte = (at: number, value: number) => (packet: Buffer) => {
  packet[at] = value;
  return packet;
};

const checkNtp = async (port: number, change: Record<string, unknown> = {}) =>
  createNtpRunner(deps)(configWith(NtpCheck.parse({ kind: "ntp", host: "127.0.0.1", port, ...change }), 500));

test("the offset and the stratum are seen", async () => {
  const assertions = {
    match: "all",
    list: [
      { source: "offsetMs", comparison: "greater", expected: "150" },
      { source: "offsetMs", comparison: "less", expected: "650" },
      { source: "stratum", comparison: "equals", expected: "2" },
    ],
  };
  const seen = await checkNtp(await serve(400), { assertions });
  expect(seen.evidence().message).toMatch(/^Its clock is \d{3}\.\d ms off, with \d+\.\d ms on the way/);
  expect(seen.outcome).toBe("ok");
});

const SHORT = (packet: Buffer) => packet.subarray(0, 47);
const KISS = (packet: Buffer) => {
  packet[1] = 0;
  packet.write("RATE", 12, "latin1");
  return packet;
};

test.each([
  { name: "a clock that is ahead", off: 1500, outcome: "assertion", says: "more than 1000 ms" },
  { name: "a clock that is behind", off: -1500, outcome: "assertion", says: "Its clock is -1" },
  {
    name: "too high a stratum",
    change: withByte(1, 5),
    outcome: "assertion",
    says: "stratum is 5, more than 4",
  },
  { name: "stratum 16", change: withByte(1, 16), outcome: "assertion", says: "not synchronised" },
  {
    name: "the leap alarm",
    change: withByte(0, 0b11_100_100),
    outcome: "assertion",
    says: "not synchronised",
  },
  { name: "a kiss-o'-death", change: KISS, outcome: "refused", says: "refuses to tell the time: RATE" },
  { name: "a short answer", change: SHORT, outcome: "protocol", says: "too short" },
  {
    name: "a client's packet",
    change: withByte(0, 0b00_100_011),
    outcome: "protocol",
    says: "none of an NTP server",
  },
  { name: "another's stamp", change: withByte(27, 99), outcome: "protocol", says: "another question" },
])("$name: $outcome", async ({ off = 0, change, outcome, says }) => {
  const seen = await checkNtp(await serve(off, change), { maxStratum: 4 });
  expect(seen.evidence().message).toContain(says);
  expect(seen.outcome).toBe(outcome);
});

test("garbage is no answer, and silence a time-out", async () => {
  const garbage = await checkNtp(await serve(0, () => Buffer.alloc(200, 0xff)));
  expect(garbage.outcome).toBe("protocol");
  const silent = createSocket("udp4");
  servers.push(silent);
  await new Promise<void>((done) => silent.bind(0, "127.0.0.1", done));
  expect((await checkNtp(silent.address().port)).outcome).toBe("timeout");
});

test("a packet is written and read to the bit, also in the era that begins in 2036", () => {
  // 1784654405 + 2208988800 seconds since 1900 are 0xee0a28c5.
  const question = ntpQuestion(1_784_654_405_250);
  expect(Buffer.from(question).toString("hex")).toBe(`23${"00".repeat(39)}ee0a28c540000000`);
  const packet = Buffer.alloc(48);
  packet[0] = 0x24;
  packet[1] = 1;
  packet.set(question.subarray(40, 48), 24);
  packet.write("ee0a28c580000000", 32, "hex");
  packet.write("0000000040000000", 40, "hex");
  const answer = readNtpAnswer(packet, question);
  expect(answer.receivedAt).toBe(1_784_654_405_500);
  expect(new Date(answer.sentAt).toISOString()).toBe("2036-02-07T06:28:16.250Z");
});
