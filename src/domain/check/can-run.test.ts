import { expect, test } from "vitest";
import { Check, type Check as CheckType } from "#contracts/check.ts";
import { KINDS_OF_RUNTIME } from "#contracts/checks/check-kinds.ts";
import type { Runtime } from "#contracts/region.ts";
import { aCheck } from "#testing/builders.ts";
import { canRun } from "./can-run.ts";

const at = (runtime: Runtime) => ({ runtime, kinds: KINDS_OF_RUNTIME[runtime] });
const DNS = { kind: "dns", name: "example.com" };
const atLeast = (source: string, name = "") => ({
  match: "all" as const,
  list: [{ match: "any" as const, list: [{ source, name, comparison: "less" as const, expected: "5" }] }],
});

test("every kind runs where its runtime's list has it, and nowhere else", () => {
  expect(canRun(aCheck(), at("edge"))).toBe(true);
  expect(canRun(check({ kind: "tcp", host: "a.test", port: 1 }), at("node"))).toBe(true);
  expect(canRun(check({ kind: "tcp", host: "a.test", port: 1 }), at("edge"))).toMatch(/No tcp check/);
  expect(
    canRun(check({ kind: "heartbeat", timing: { type: "period", periodSec: 60 } }), at("agent")),
  ).toMatch(/comes in by itself/);
});

test("what the probes there say counts for more than what their runtime could", () => {
  const ping = check({ kind: "ping", host: "a.test" });
  expect(canRun(ping, at("node"))).toBe(true);
  expect(canRun(ping, { runtime: "node", kinds: ["http"] })).toBe("No ping check can be made from here.");
});

const tls = (change: object) => ({ tls: { ...aCheck().tls, ...change } });
const PEM = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----";
const KEY = { certificate: PEM, key: "{{secret.KEY}}" };

test.each<{ name: string; check: CheckType; word: RegExp }>([
  { name: "a proxy", check: http({ proxy: { url: "http://p.test/", login: null } }), word: /proxy/ },
  { name: "a choice of address family", check: http({ ipFamily: "v6" }), word: /IPv6/ },
  { name: "HTTP/2 alone", check: http({ httpVersion: "2" }), word: /version of HTTP/ },
  { name: "a client certificate", check: http(tls({ clientCertificate: KEY })), word: /client certificate/ },
  { name: "an authority of one's own", check: http(tls({ ca: PEM })), word: /authority/ },
  { name: "no verification", check: http(tls({ verify: false })), word: /always verifies/ },
  { name: "another server name", check: http(tls({ serverName: "b.test" })), word: /server name/ },
  { name: "an old version of TLS", check: http(tls({ minVersion: "1.0" })), word: /version of TLS/ },
  { name: "days of the certificate", check: http({ certificateDays: 14 }), word: /certificate/ },
  { name: "an assertion on the certificate", check: http({ assertions: atLeast("daysLeft") }), word: /see/ },
  {
    name: "an assertion on a phase that fetch hides",
    check: http({ assertions: atLeast("time", "tls") }),
    word: /tls phase/,
  },
  {
    name: "a name server of one's own",
    check: check({ ...DNS, resolver: { type: "server", host: "192.0.2.1" } }),
    word: /DNS over HTTPS/,
  },
])("an edge region refuses $name, and a node takes it", ({ check: asked, word }) => {
  expect(canRun(asked, at("edge"))).toMatch(word);
  expect(canRun(asked, at("node"))).toBe(true);
});

test("a step of a multi-step check is looked at like a check", () => {
  const { url, method, headers, body, followRedirects, expectedStatus } = aCheck();
  const plain = { name: "one", url, method, headers, body, followRedirects, expectedStatus };
  expect(canRun(check({ kind: "multistep", steps: [plain] }), at("edge"))).toBe(true);
  const unseen = { ...plain, assertions: atLeast("time", "connect") };
  expect(canRun(check({ kind: "multistep", steps: [plain, unseen] }), at("edge"))).toMatch(/connect phase/);
});

function http(change: object): CheckType {
  return check({ ...aCheck(), ...change });
}

function check(input: object): CheckType {
  return Check.parse(input);
}
