import { createServer as createHttpServer } from "node:http";
import packet, { type Packet } from "dns-packet";
import { afterEach, describe, expect, test } from "vitest";
import type { DnsRecordType } from "#contracts/checks/dns.ts";
import { Evidence } from "#contracts/tick.ts";
import {
  A,
  authority,
  by,
  checkBy,
  closeNameServers,
  noSuchName,
  nothing,
  runner,
  start,
  type Wish,
} from "#probes/testing/dns-rig.ts";
import { answers, encodeAnswer, startSecureNameServer, type Zone } from "#probes/testing/name-server.ts";
import { listen } from "#probes/testing/socket-targets.ts";
import { selfSignedCertificate } from "#testing/targets/certificate-authority.ts";

afterEach(closeNameServers);

describe("each record type is read as a zone file writes it", () => {
  const name = "www.example.com";
  test.each<{ type: DnsRecordType; said: Packet; reads: string }>([
    { type: "A", said: answers({ type: "A", name, ttl: 5, data: "192.0.2.1" }), reads: "192.0.2.1" },
    { type: "AAAA", said: answers({ type: "AAAA", name, data: "2001:db8::1" }), reads: "2001:db8::1" },
    { type: "CNAME", said: answers({ type: "CNAME", name, data: "a.example.net" }), reads: "a.example.net" },
    { type: "NS", said: answers({ type: "NS", name, data: "ns1.example.com" }), reads: "ns1.example.com" },
    {
      type: "MX",
      said: answers({ type: "MX", name, data: { preference: 10, exchange: "mail.example.com" } }),
      reads: "10 mail.example.com",
    },
    {
      type: "TXT",
      said: answers({ type: "TXT", name, data: ["v=spf1 ", "include:a -all"] }),
      reads: "v=spf1 include:a -all",
    },
    {
      type: "SRV",
      said: answers({
        type: "SRV",
        name,
        data: { priority: 1, weight: 2, port: 5060, target: "sip.example.com" },
      }),
      reads: "1 2 5060 sip.example.com",
    },
    {
      type: "CAA",
      said: answers({ type: "CAA", name, data: { flags: 0, tag: "issue", value: "letsencrypt.org" } }),
      reads: '0 issue "letsencrypt.org"',
    },
    {
      type: "SOA",
      said: answers({
        type: "SOA",
        name,
        data: {
          mname: "ns1.example.com",
          rname: "admin.example.com",
          serial: 7,
          refresh: 1,
          retry: 2,
          expire: 3,
          minimum: 4,
        },
      }),
      reads: "ns1.example.com admin.example.com 7 1 2 3 4",
    },
    {
      type: "PTR",
      said: answers({ type: "PTR", name, data: "host.example.com" }),
      reads: "host.example.com",
    },
  ])("$type", async ({ type, said, reads }) => {
    const { port } = await start(() => said);
    const expectedRecords = { match: "exactly" as const, values: [reads] };
    const seen = await runner()(checkBy(by(port), { recordType: type, expectedRecords }));
    expect(seen.outcome).toBe("ok");
    expect(seen.findings).toEqual([{ key: "records", value: reads }]);
    expect(Evidence.parse(seen.evidence()).transcript).toContain(reads);
  });
});

test.each([
  { host: "192.0.2.7", asked: "7.2.0.192.in-addr.arpa" },
  {
    host: "2001:db8::7",
    asked: "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
  },
])("a PTR check of $host asks for its reverse name", async ({ host, asked }) => {
  const server = await start(({ name }) => answers({ type: "PTR", name, data: "host.example.com" }));
  const seen = await runner()(checkBy(by(server.port), { name: host, recordType: "PTR" }));
  expect(seen.outcome).toBe("ok");
  expect(server.questions).toMatchObject([{ name: asked, type: "PTR" }]);
});

test("a name in letters beyond ASCII is asked for in Punycode", async () => {
  const server = await start(A);
  expect((await runner()(checkBy(by(server.port), { name: "bücher.example" }))).outcome).toBe("ok");
  expect(server.questions).toMatchObject([{ name: "xn--bcher-kva.example" }]);
});

describe("expected records", () => {
  const mail: Zone = ({ name }) =>
    answers(
      { type: "MX", name, ttl: 300, data: { preference: 10, exchange: "Mail.Example.com" } },
      { type: "MX", name, ttl: 60, data: { preference: 20, exchange: "backup.example.com" } },
    );
  test.each([
    { match: "all" as const, values: ["10 mail.example.com."], outcome: "ok" },
    { match: "all" as const, values: ["10 mail.example.com", "30 other.example.com"], outcome: "assertion" },
    { match: "any" as const, values: ["30 other.example.com", "20 BACKUP.example.com"], outcome: "ok" },
    { match: "any" as const, values: ["30 other.example.com"], outcome: "assertion" },
    { match: "exactly" as const, values: ["20 backup.example.com", "10 mail.example.com"], outcome: "ok" },
    { match: "exactly" as const, values: ["10 mail.example.com"], outcome: "assertion" },
  ])("$match of $values is $outcome", async ({ match, values, outcome }) => {
    const { port } = await start(mail);
    const seen = await runner()(checkBy(by(port), { recordType: "MX", expectedRecords: { match, values } }));
    expect(seen.outcome).toBe(outcome);
    if (outcome !== "ok") expect(seen.evidence().message).toMatch(/^Expected .*, saw /);
  });

  test("assertions see record, count, shortest TTL and the AD flag", async () => {
    const { port } = await start((question, asked) => ({
      ...mail(question, asked),
      flags: packet.AUTHENTIC_DATA,
    }));
    const held = [
      { source: "record" as const, comparison: "contains" as const, expected: "backup", name: "" },
      { source: "recordCount" as const, comparison: "equals" as const, expected: "2", name: "" },
      { source: "ttlSec" as const, comparison: "equals" as const, expected: "60", name: "" },
      { source: "authenticated" as const, comparison: "equals" as const, expected: "true", name: "" },
    ];
    const assertions = { match: "all" as const, list: held };
    const seen = await runner()(checkBy(by(port), { recordType: "MX", assertions }));
    expect(seen.outcome).toBe("ok");
    expect(seen.evidence().assertions).toHaveLength(4);
  });
});

describe("what an answer says", () => {
  test.each<{ name: string; zone: Zone; wish: Wish; outcome: string }>([
    { name: "no such name", zone: noSuchName, wish: {}, outcome: "dns" },
    {
      name: "no such name, as expected",
      zone: noSuchName,
      wish: { expectedAnswer: "nxdomain" },
      outcome: "ok",
    },
    { name: "a name that must not be", zone: A, wish: { expectedAnswer: "nxdomain" }, outcome: "assertion" },
    { name: "no records", zone: nothing, wish: {}, outcome: "assertion" },
    { name: "no records, as expected", zone: nothing, wish: { expectedAnswer: "empty" }, outcome: "ok" },
    { name: "records that must not be", zone: A, wish: { expectedAnswer: "empty" }, outcome: "assertion" },
    { name: "SERVFAIL", zone: () => ({ flags: 2 }), wish: {}, outcome: "dns" },
    { name: "REFUSED", zone: () => ({ flags: 5 }), wish: {}, outcome: "dns" },
    { name: "not validated", zone: A, wish: { requireDnssec: true }, outcome: "assertion" },
  ])("$name is $outcome", async ({ zone, wish, outcome }) => {
    const { port } = await start(zone);
    expect((await runner()(checkBy(by(port), wish))).outcome).toBe(outcome);
  });

  test("a validated answer is asked for with DO and known by AD", async () => {
    const { port } = await start((question, asked) => {
      const [opt] = asked.additionals ?? [];
      const isAsked = opt?.type === "OPT" && opt.flag_do;
      return { ...A(question, asked), flags: isAsked ? packet.AUTHENTIC_DATA : 0 };
    });
    expect((await runner()(checkBy(by(port), { requireDnssec: true }))).outcome).toBe("ok");
  });
});

describe("transports", () => {
  test("a datagram that is lost is sent again", async () => {
    let lost = 0;
    const { port } = await start(A, { udp: (bytes) => (++lost === 1 ? null : bytes) });
    expect((await runner()(checkBy(by(port), { timeoutMs: 1500 }))).outcome).toBe("ok");
    expect(lost).toBe(2);
  });

  test("an answer that is cut off is asked for again by TCP", async () => {
    const server = await start(A, {
      udp: (bytes) => {
        bytes.writeUInt16BE(bytes.readUInt16BE(2) | 0x0200, 2);
        return bytes.subarray(0, bytes.length - 6);
      },
    });
    expect((await runner()(checkBy(by(server.port)))).outcome).toBe("ok");
    expect(server.questions.map(({ transport }) => transport)).toEqual(["udp", "tcp"]);
  });

  test("TCP from the start", async () => {
    const server = await start(A);
    expect((await runner()(checkBy(by(server.port, "tcp")))).outcome).toBe("ok");
    expect(server.questions).toMatchObject([{ transport: "tcp" }]);
  });

  test("TLS, and a certificate that is not valid fails", async () => {
    const trusted = await startSecureNameServer(A, authority.issue({ hosts: ["localhost"] }));
    const seen = await runner()(checkBy(by(trusted, "tls")));
    expect(seen).toMatchObject({ outcome: "ok", tlsUs: expect.any(Number) });
    const bad = await startSecureNameServer(A, selfSignedCertificate({ hosts: ["localhost"] }));
    expect((await runner()(checkBy(by(bad, "tls")))).outcome).toBe("tls");
  });

  test.each([
    { name: "an answer", status: 200, type: "application/dns-message", outcome: "ok" },
    { name: "a web page", status: 200, type: "text/html", outcome: "protocol" },
    { name: "an error", status: 503, type: "application/dns-message", outcome: "dns" },
  ])("HTTPS: $name is $outcome", async ({ status, type, outcome }) => {
    const service = createHttpServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const asked = packet.decode(Buffer.concat(parts));
      expect([request.method, asked.id]).toEqual(["POST", 0]);
      response.writeHead(status, { "content-type": type }).end(encodeAnswer(A, asked));
    });
    const port = await listen(service);
    const resolver = { type: "doh", url: `http://127.0.0.1:${port}/dns-query` };
    expect((await runner()(checkBy(resolver))).outcome).toBe(outcome);
  });

  test("the machine's servers are asked in turn until one knows", async () => {
    const refusing = await start(() => ({ flags: 5 }));
    const knowing = await start(A);
    const list = () => [`127.0.0.1:${refusing.port}`, `127.0.0.1:${knowing.port}`];
    expect((await runner(list)(checkBy({ type: "system" }))).outcome).toBe("ok");
    expect((await runner(() => list().slice(0, 1))(checkBy({ type: "system" }))).outcome).toBe("dns");
    expect((await runner()(checkBy({ type: "system" }))).outcome).toBe("internal");
  });
});
