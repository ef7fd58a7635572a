import { createSocket } from "node:dgram";
import dnsPacket from "dns-packet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveTxt } from "./resolve-txt.ts";

type Zone = { rcode: number; texts: (string | string[])[] };
const ZONES: Record<string, Zone> = {
  "_uptick.proven.example": { rcode: 0, texts: ["v=spf1 -all", ["uptick-", "proof=x"]] },
  "_uptick.empty.example": { rcode: 0, texts: [] },
  "_uptick.gone.example": { rcode: 3, texts: [] },
  "_uptick.broken.example": { rcode: 2, texts: [] },
  "_uptick.refusing.example": { rcode: 5, texts: [] },
};
const server = createSocket("udp4");
let address = "";

beforeAll(async () => {
  server.on("message", (message, peer) => {
    const { id = 0, questions = [] } = dnsPacket.decode(message);
    const name = questions[0]?.name ?? "";
    const zone = ZONES[name];
    if (!zone) return;
    const answers = zone.texts.map((data) => ({ type: "TXT" as const, name, data }));
    const answer = dnsPacket.encode({ type: "response", id, flags: zone.rcode, questions, answers });
    server.send(answer, peer.port, peer.address);
  });
  await new Promise<void>((bound) => server.bind(0, "127.0.0.1", bound));
  address = `127.0.0.1:${server.address().port}`;
});
afterAll(() => server.close());

const look = (host: string) => resolveTxt(`_uptick.${host}`, [address]);

test("the texts of all records are answered, each in one piece", async () => {
  expect(await look("proven.example")).toEqual({ kind: "records", texts: ["v=spf1 -all", "uptick-proof=x"] });
});

test.each(["empty.example", "gone.example"])("%s has no record", async (host) => {
  expect(await look(host)).toEqual({ kind: "none" });
});

test.each([
  ["broken.example", "The name servers of _uptick.broken.example failed to answer (SERVFAIL)."],
  ["refusing.example", "_uptick.refusing.example could not be looked up (EREFUSED)."],
  ["silent.example", "The name servers of _uptick.silent.example did not answer within 5 s."],
])("of %s nothing is known, and a sentence says why", async (host, why) => {
  expect(await look(host)).toEqual({ kind: "failed", why });
});
