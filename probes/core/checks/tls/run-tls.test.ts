import { createServer, type Socket } from "node:net";
import { createSecureContext, createServer as createTlsServer, TLSSocket, type TlsOptions } from "node:tls";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { TlsCheck } from "#contracts/checks/tls.ts";
import { Evidence } from "#contracts/tick.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import {
  createCertificateAuthority,
  type IssuedCertificate,
  selfSignedCertificate,
} from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../../testing/check-config.ts";
import { OCSP_ANSWERS, OCSP_MADE_AT } from "../../../testing/ocsp-answers.ts";
import { closeTargets, listen } from "../../../testing/socket-targets.ts";
import { createTlsRunner } from "./run-tls.ts";

const DAY_MS = 86_400_000;
const authority = createCertificateAuthority("Known authority");
const dial = createNodeDial({ ca: [authority.cert], egress: OPEN_EGRESS });
const run = createTlsRunner({ dial, now: Date.now });
afterEach(closeTargets);

async function serve(options: TlsOptions): Promise<number> {
  const server = createTlsServer(options, (socket) => socket.on("error", () => socket.destroy()));
  server.on("tlsClientError", () => undefined);
  return listen(server);
}

function checkOf(port: number, change: Record<string, unknown> = {}) {
  return configWith(TlsCheck.parse({ kind: "tls", host: "localhost", ipFamily: "v4", port, ...change }));
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS + 3_600_000);

test("a certificate of a known authority is ok, and what it says is found and can be asserted", async () => {
  const port = await serve(authority.issue({ hosts: ["localhost"], validTo: inDays(90) }));
  const assertions = {
    match: "all",
    list: [
      { source: "daysLeft", comparison: "equals", expected: "90" },
      { source: "protocol", comparison: "equals", expected: "TLSv1.3" },
      { source: "issuer", comparison: "contains", expected: "Known authority" },
      { source: "time", name: "tls", comparison: "greater", expected: "0" },
    ],
  };
  const seen = await run(checkOf(port, { assertions }));
  expect(Evidence.parse(seen.evidence())).toMatchObject({
    message: "The certificate is valid for 90 more days. No OCSP answer is stapled.",
    remoteAddress: "127.0.0.1",
    certificate: { subject: "CN=localhost", authorizationError: null },
  });
  expect(seen.outcome).toBe("ok");
  expect(seen.findings).toEqual([
    { key: "certificateExpiresAt", value: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
    { key: "certificateIssuer", value: "CN=Known authority" },
    { key: "tlsProtocol", value: "TLSv1.3" },
  ]);
});

const PAST = new Date("2020-01-01T00:00:00Z");
const hosts = ["localhost"];

test.each<{ name: string; identity: IssuedCertificate; says: string }>([
  { name: "signed by itself", identity: selfSignedCertificate({ hosts }), says: "it is signed by itself" },
  {
    name: "expired",
    identity: authority.issue({ hosts, validFrom: new Date(0), validTo: PAST }),
    says: "it expired on 2020-01-01",
  },
  {
    name: "not valid yet",
    identity: authority.issue({ hosts, validFrom: inDays(30), validTo: inDays(60) }),
    says: "it is valid only from",
  },
  {
    name: "for other names",
    identity: authority.issue({ hosts: ["a.example", "b.example"] }),
    says: "it is not for localhost but for a.example, b.example",
  },
  {
    name: "of an unknown authority",
    identity: createCertificateAuthority("Somebody").issue({ hosts }),
    says: "its authority is not known: CN=Somebody",
  },
  {
    name: "sent without that of its issuer",
    identity: createCertificateAuthority("Somebody").issue({ hosts, issuerUrl: "http://ca.example/ca.der" }),
    says: "its chain is incomplete: the certificate of its issuer (CN=Somebody) is not sent",
  },
])("a certificate that is $name fails with the reason in words", async ({ identity, says }) => {
  const seen = await run(checkOf(await serve(identity)));
  expect(seen.outcome).toBe("tls");
  expect(seen.evidence().message).toContain(`The certificate is not valid: ${says}`);
  expect(seen.evidence().certificate?.authorizationError).toMatch(/^[A-Z_]+$/);
  expect(seen.findings).toContainEqual({ key: "certificateExpiresAt", value: expect.any(String) });
});

test("a chain whose root is sent but not known is told from a certificate signed by itself", async () => {
  const other = createCertificateAuthority("Somebody");
  const { cert, key } = other.issue({ hosts });
  const seen = await run(checkOf(await serve({ cert: cert + other.cert, key })));
  expect(seen.evidence().message).toContain("its chain ends in an authority that is not known");
});

test.each([
  { days: 10, alertDays: 14, outcome: "expiry" },
  { days: 14, alertDays: 14, outcome: "ok" },
  { days: 0, alertDays: 0, outcome: "ok" },
])("$days days left, $alertDays wanted: $outcome", async ({ days, alertDays, outcome }) => {
  const port = await serve(authority.issue({ hosts, validTo: inDays(days) }));
  const seen = await run(checkOf(port, { alertDays }));
  expect(seen.outcome).toBe(outcome);
  if (outcome === "expiry") expect(seen.evidence().message).toContain("ends in 10 days");
});

test("without verification the chain does not matter, but the end of the certificate does", async () => {
  const tls = { verify: false };
  const fine = await run(checkOf(await serve(selfSignedCertificate({ hosts: ["x.example"] })), { tls }));
  expect(fine.outcome).toBe("ok");
  const over = selfSignedCertificate({ hosts, validFrom: new Date(0), validTo: PAST });
  const expired = await run(checkOf(await serve(over), { tls }));
  expect(expired.outcome).toBe("expiry");
  expect(expired.evidence().message).toBe("The certificate expired on 2020-01-01.");
});

test("the name and the authority that the check gives count", async () => {
  const own = createCertificateAuthority("Own");
  const port = await serve(own.issue({ hosts: ["db.example"] }));
  expect((await run(checkOf(port, { tls: { ca: own.cert, serverName: "db.example" } }))).outcome).toBe("ok");
  expect((await run(checkOf(port, { tls: { ca: own.cert } }))).outcome).toBe("tls");
  expect((await run(checkOf(port, { tls: { serverName: "db.example" } }))).outcome).toBe("tls");
});

test("a name of another script is looked for as the certificate writes it", async () => {
  const port = await serve(authority.issue({ hosts: ["xn--mnchen-3ya.example"] }));
  const seen = await run(checkOf(port, { tls: { serverName: "münchen.example" } }));
  expect(seen.outcome).toBe("ok");
});

test("a server without the least version of TLS fails, an old one can be allowed", async () => {
  const identity = authority.issue({ hosts });
  const modern = await serve({ ...identity, maxVersion: "TLSv1.2" });
  const tooOld = await run(checkOf(modern, { tls: { minVersion: "1.3" } }));
  expect(tooOld.outcome).toBe("tls");
  expect(tooOld.evidence().message).toBe("It has no version of TLS from 1.3 on in common.");
  const old = await serve({
    ...identity,
    minVersion: "TLSv1",
    maxVersion: "TLSv1",
    ciphers: "DEFAULT@SECLEVEL=0",
  });
  expect((await run(checkOf(old))).outcome).toBe("tls");
  const allowed = await run(checkOf(old, { tls: { minVersion: "1.0" } }));
  expect(allowed.findings).toContainEqual({ key: "tlsProtocol", value: "TLSv1" });
});

test.each([
  { answer: null, requireStaple: false, outcome: "ok", says: "No OCSP answer is stapled." },
  { answer: null, requireStaple: true, outcome: "assertion", says: "No OCSP answer is stapled." },
  { answer: OCSP_ANSWERS.good, requireStaple: true, outcome: "ok", says: "says that it is good" },
  { answer: OCSP_ANSWERS.unknown, requireStaple: true, outcome: "assertion", says: "does not know" },
  { answer: OCSP_ANSWERS.unknown, requireStaple: false, outcome: "ok", says: "does not know" },
  { answer: OCSP_ANSWERS.revoked, requireStaple: false, outcome: "tls", says: "revoked on 2026-01-02" },
])("OCSP: $says (staple required: $requireStaple)", async ({ answer, requireStaple, outcome, says }) => {
  const server = createTlsServer(authority.issue({ hosts, validTo: new Date("2126-01-01") }), (socket) =>
    socket.on("error", () => socket.destroy()),
  );
  server.on("OCSPRequest", (_certificate, _issuer, done) => done(null, answer));
  const atThatTime = createTlsRunner({ dial, now: () => OCSP_MADE_AT });
  const seen = await atThatTime(checkOf(await listen(server), { requireStaple }));
  expect(seen.evidence().message).toContain(says);
  expect(seen.outcome).toBe(outcome);
});

test("an OCSP answer that is past its time is none", async () => {
  const server = createTlsServer(authority.issue({ hosts, validTo: new Date("2126-01-01") }));
  server.on("OCSPRequest", (_certificate, _issuer, done) => done(null, OCSP_ANSWERS.good));
  const later = createTlsRunner({ dial, now: () => OCSP_MADE_AT + 30 * DAY_MS });
  const seen = await later(checkOf(await listen(server), { requireStaple: true }));
  expect(seen).toMatchObject({ outcome: "assertion" });
  expect(seen.evidence().message).toBe("The stapled OCSP answer could be used until 2026-11-28 only.");
});

const identity = authority.issue({ hosts, validTo: inDays(90) });

/** Speaks `lines[0]` first, then answers each line that comes with the next, and begins TLS after the last. */
async function serveStartTls(lines: (string | Buffer)[]): Promise<number> {
  const secureContext = createSecureContext(identity);
  const server = createServer((socket: Socket) => {
    socket.on("error", () => socket.destroy());
    const rest = [...lines];
    const first = rest.shift() ?? "";
    if (first !== "") socket.write(first);
    const answer = () => {
      const next = rest.shift();
      if (next !== undefined) socket.write(next);
      if (rest.length > 0) return;
      socket.off("data", answer);
      new TLSSocket(socket, { isServer: true, secureContext }).on("error", () => socket.destroy());
    };
    socket.on("data", answer);
  });
  return listen(server);
}

test("TLS begins after STARTTLS of a real SMTP server", async () => {
  const server = new SMTPServer({ ...identity, disableReverseLookup: true });
  server.on("error", () => undefined);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const seen = await run(checkOf(port, { startTls: "smtp" }));
  await new Promise<void>((done) => server.close(done));
  expect(seen.evidence().message).toContain("valid for 90 more days");
  expect(seen.outcome).toBe("ok");
});

test.each([
  {
    startTls: "imap",
    lines: ["* OK hi\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\nu1 OK\r\n", "u1 OK go\r\n"],
  },
  { startTls: "pop3", lines: ["+OK hi\r\n", "+OK\r\nSTLS\r\n.\r\n", "+OK go\r\n"] },
  { startTls: "postgres", lines: ["", "S"] },
])("TLS begins after what $startTls says first", async ({ startTls, lines }) => {
  const seen = await run(checkOf(await serveStartTls(lines), { startTls }));
  expect(seen.evidence().message).toContain("valid for 90 more days");
});

test.each([
  {
    startTls: "smtp",
    lines: ["220 hi\r\n", "250-me\r\n250 SIZE\r\n", "x"],
    outcome: "tls",
    says: "not offer STARTTLS",
  },
  {
    startTls: "imap",
    lines: ["* OK hi\r\n", "* CAPABILITY IMAP4rev1\r\nu1 OK\r\n", "x"],
    outcome: "tls",
    says: "not offer",
  },
  {
    startTls: "pop3",
    lines: ["+OK hi\r\n", "-ERR what?\r\n", "-ERR no\r\n", "x"],
    outcome: "tls",
    says: "not start TLS",
  },
  { startTls: "postgres", lines: ["", "N", "x"], outcome: "tls", says: "It does not start TLS." },
  {
    startTls: "smtp",
    lines: ["554 go away\r\n", "x"],
    outcome: "status",
    says: "It greeted with 554 go away",
  },
  {
    startTls: "smtp",
    lines: ["220 hi\r\n", "250-me\r\n250 STARTTLS\r\n", "220 go\r\n250 injected\r\n", "x"],
    outcome: "protocol",
    says: "It went on in plain text after agreeing to TLS.",
  },
])("$startTls: $says", async ({ startTls, lines, outcome, says }) => {
  const seen = await run(checkOf(await serveStartTls(lines), { startTls }));
  expect(seen.evidence().message).toContain(says);
  expect(seen.outcome).toBe(outcome);
});
