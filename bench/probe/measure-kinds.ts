import type { Check } from "#contracts/check.ts";
import type { Row } from "../report/row.ts";
import { checkOf, httpCheckOf, measureProbeStage, startKindTargets } from "./probe-stage.ts";

type Candidate = { name: string; check: Check; lanes?: number };

/** What a check of each kind costs a probe; a table of its own, because these have no goals. */
export async function measureKinds(plan: { short: boolean; say: (line: string) => void }): Promise<Row[]> {
  const targets = await startKindTargets();
  try {
    plan.say(`  ${"kind".padEnd(20)}${"µs/check".padStart(10)}${"checks".padStart(10)}`);
    for (const { name, check, lanes } of candidates(targets.ports)) {
      const seen = await measureProbeStage({
        checks: [check],
        forMs: plan.short ? 1_000 : 3_000,
        ca: targets.ca,
        ...(lanes ? { lanes } : {}),
      });
      plan.say(`  ${name.padEnd(20)}${describe(seen)}`);
    }
  } finally {
    await targets.process.stop("SIGKILL");
  }
  return [];
}

function describe({
  checks,
  failed,
  cpuUsPerCheck,
  example,
}: Awaited<ReturnType<typeof measureProbeStage>>): string {
  if (checks === 0) return `         –          –  ${example}`;
  const figures = `${cpuUsPerCheck.toFixed(0).padStart(10)}${String(checks).padStart(10)}`;
  return failed === 0 ? figures : `${figures}  ${failed} failed, such as ${example}`;
}

function candidates(ports: Record<string, number>): Candidate[] {
  const host = "127.0.0.1";
  const at = (name: string) => ({ host, port: ports[name] });
  const http = `http://${host}:${ports.http}/`;
  const https = `https://${host}:${ports.https}/`;
  const step = { ...httpCheckOf(http), kind: undefined };
  const json = { match: "all", list: [{ source: "body", comparison: "matches", expected: "^o." }] };
  const mail = { security: "none" };
  return [
    { name: "http", check: httpCheckOf(http) },
    { name: "http, assertion", check: httpCheckOf(http, { assertions: json }) },
    { name: "http over TLS", check: httpCheckOf(https) },
    { name: "http/2 over TLS", check: httpCheckOf(`https://${host}:${ports.http2}/`, { httpVersion: "2" }) },
    { name: "multistep, 2 steps", check: multistep(step) },
    { name: "tcp", check: checkOf({ kind: "tcp", ...at("tcp") }) },
    { name: "tls", check: checkOf({ kind: "tls", ...at("https") }) },
    { name: "ssh", check: checkOf({ kind: "ssh", ...at("ssh") }) },
    { name: "smtp", check: checkOf({ kind: "smtp", ...at("smtp"), ...mail }) },
    { name: "imap", check: checkOf({ kind: "imap", ...at("imap"), ...mail }) },
    { name: "pop3", check: checkOf({ kind: "pop3", ...at("pop3"), ...mail }) },
    { name: "udp", check: checkOf({ kind: "udp", ...at("udp"), send: "hello" }) },
    { name: "dns", check: dns(at("dns")) },
    { name: "ntp", check: checkOf({ kind: "ntp", ...at("ntp") }) },
    { name: "websocket", check: checkOf({ kind: "websocket", url: `ws://${host}:${ports.websocket}/` }) },
    { name: "grpc", check: checkOf({ kind: "grpc", ...at("grpc"), secure: false }) },
    { name: "mqtt", check: checkOf({ kind: "mqtt", ...at("mqtt") }) },
    { name: "database (redis)", check: checkOf({ kind: "database", engine: "redis", ...at("redis") }) },
    { name: "ping, 1 packet", check: checkOf({ kind: "ping", host, packets: 1 }), lanes: 4 },
  ];
}

function dns(server: { host: string; port: number | undefined }): Check {
  return checkOf({ kind: "dns", name: "bench.example", resolver: { type: "server", ...server } });
}

function multistep(request: Record<string, unknown>): Check {
  const { url, method, headers, body, expectedStatus, followRedirects } = request;
  const step = { url, method, headers, body, expectedStatus, followRedirects };
  return checkOf({
    kind: "multistep",
    steps: [
      { ...step, name: "one" },
      { ...step, name: "two" },
    ],
  });
}
