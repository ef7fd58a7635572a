import { createSocket } from "node:dgram";
import dnsPacket from "dns-packet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findOptOut } from "./find-opt-out.ts";

const RECORDS: Record<string, string[]> = {
  "_uptick.out.example": ["v=spf1 -all", "opt-out"],
  "_uptick.split.example": ["OPT-OUT "],
  "_uptick.other.example": ["hello"],
};
const server = createSocket("udp4");
let address = "";

beforeAll(async () => {
  server.on("message", (message, peer) => {
    const { id, questions } = dnsPacket.decode(message);
    const name = questions?.[0]?.name ?? "";
    if (name === "_uptick.silent.example") return;
    const found = RECORDS[name];
    const answers = (found ?? []).map((data) => ({ type: "TXT" as const, name, data }));
    const flags = found === undefined ? 3 : 0;
    const answer = dnsPacket.encode({
      type: "response",
      id: id ?? 0,
      flags,
      questions: questions ?? [],
      answers,
    });
    server.send(answer, peer.port, peer.address);
  });
  await new Promise<void>((bound) => server.bind(0, "127.0.0.1", bound));
  address = `127.0.0.1:${server.address().port}`;
});
afterAll(() => server.close());

test.each([
  ["out.example", true],
  ["split.example", true],
  ["other.example", false],
  ["unknown.example", false],
  ["silent.example", false],
])("%s has opted out: %s", async (host, expected) => {
  expect(await findOptOut(host, [address])).toBe(expected);
});
