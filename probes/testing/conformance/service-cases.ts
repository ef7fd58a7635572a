import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { Aedes } from "aedes";
import packet from "dns-packet";
import { DnsCheck } from "#contracts/checks/dns.ts";
import { DomainCheck } from "#contracts/checks/domain.ts";
import { GrpcCheck } from "#contracts/checks/grpc.ts";
import { MqttCheck } from "#contracts/checks/mqtt.ts";
import { createDomainRunner, type DomainDeps } from "#probes/core/checks/domain/run-domain.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import { NAME_RUNNERS } from "#probes/platform/edge/name-runners.ts";
import { webFetch } from "#probes/platform/edge/web-fetch.ts";
import { createWireFetch } from "#probes/platform/node/wire-fetch.ts";
import { configWith } from "../check-config.ts";
import { answers, encodeAnswer, startNameServer, type Zone } from "../name-server.ts";
import { listen } from "../socket-targets.ts";
import type { ConformanceCase, Truth } from "./conformance-case.ts";
import { type NodeWorld, sightOf } from "./node-world.ts";

const DAY_MS = 86_400_000;
const JSON_TRUTHS: Record<"body" | "json", Truth> = {
  body: { holds: ["contains", "celsius"], fails: ["contains", "kelvin"] },
  json: { name: "$.celsius", holds: ["less", "22"], fails: ["less", "21"] },
};

export type Stop = () => Promise<void> | void;
export type ServiceCases = { cases: ConformanceCase[]; stop: Stop[] };

export async function listServiceCases(world: NodeWorld): Promise<ServiceCases> {
  const parts = [
    await listDnsCases(world),
    await listDomainCases(world),
    await listGrpcCases(world),
    await listMqttCases(world),
  ];
  return { cases: parts.flatMap((part) => part.cases), stop: parts.flatMap((part) => part.stop) };
}

async function listDnsCases({ runners }: NodeWorld): Promise<ServiceCases> {
  const zone: Zone = ({ name }) => ({
    ...answers(
      { type: "A", name, ttl: 60, data: "192.0.2.7" },
      { type: "A", name, ttl: 60, data: "192.0.2.8" },
    ),
    flags: packet.AUTHENTIC_DATA,
  });
  const server = await startNameServer(zone);
  const service = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const type = "application/dns-message";
      response
        .writeHead(200, { "content-type": type })
        .end(encodeAnswer(zone, packet.decode(Buffer.concat(chunks))));
    });
  });
  const doh = `http://127.0.0.1:${await listen(service)}/dns-query`;
  const truths: ConformanceCase["truths"] = {
    record: { holds: ["equals", "192.0.2.8"], fails: ["equals", "192.0.2.9"] },
    recordCount: { holds: ["equals", "2"], fails: ["equals", "1"] },
    ttlSec: { holds: ["lessOrEqual", "60"], fails: ["less", "60"] },
    authenticated: { holds: ["equals", "true"], fails: ["equals", "false"] },
  };
  const check = (place: "edge" | "node", run: CheckRunner<"dns">, resolver: object): ConformanceCase => ({
    kind: "dns",
    place,
    truths,
    run: async (assertions) => {
      const given = { kind: "dns", name: "www.example.com", resolver, assertions };
      return sightOf(await run(configWith(DnsCheck.parse(given))));
    },
  });
  const { dns } = NAME_RUNNERS;
  if (dns === undefined) throw new Error("An edge function has no runner of dns.");
  return {
    cases: [
      check("node", runners.dns, { type: "server", host: "127.0.0.1", port: server.port }),
      check("edge", dns, { type: "doh", url: doh }),
    ],
    stop: [() => server.close()],
  };
}

async function listDomainCases({ dial }: NodeWorld): Promise<ServiceCases> {
  const registry = createHttpServer((request, response) => {
    if (request.url !== "/dns.json") return response.end(rdap);
    return response.end(
      JSON.stringify({ version: "1.0", services: [[["example"], [`http://127.0.0.1:${port}/rdap/`]]] }),
    );
  });
  const port = await listen(registry);
  const bootstrapUrl = `http://127.0.0.1:${port}/dns.json`;
  const eventDate = new Date(Date.now() + 90.5 * DAY_MS).toISOString();
  const rdap = JSON.stringify({
    objectClassName: "domain",
    status: ["active"],
    events: [{ eventAction: "expiration", eventDate }],
  });
  const check = (place: "edge" | "node", fetch: DomainDeps["fetch"]): ConformanceCase => {
    const run = createDomainRunner({ fetch, bootstrapUrl, now: Date.now, whois: null });
    return {
      kind: "domain",
      place,
      truths: {
        daysLeft: { holds: ["equals", "90"], fails: ["less", "90"] },
        state: { holds: ["contains", "active"], fails: ["contains", "hold"] },
      },
      run: async (assertions) =>
        sightOf(
          await run(configWith(DomainCheck.parse({ kind: "domain", name: "shop.example", assertions }))),
        ),
    };
  };
  return { cases: [check("node", createWireFetch(dial)), check("edge", webFetch)], stop: [] };
}

async function listGrpcCases({ runners, identity }: NodeWorld): Promise<ServiceCases> {
  const raw = (bytes: Buffer) => bytes;
  const serializers = {
    requestSerialize: raw,
    requestDeserialize: raw,
    responseSerialize: raw,
    responseDeserialize: raw,
  };
  const path = "/grpc.health.v1.Health/Check";
  const server = new grpc.Server();
  server.addService(
    { Check: { path, requestStream: false, responseStream: false, ...serializers } },
    {
      Check: (call: grpc.ServerUnaryCall<Buffer, Buffer>, answer: grpc.sendUnaryData<Buffer>) => {
        const metadata = new grpc.Metadata();
        metadata.set("x-node", "n1");
        call.sendMetadata(metadata);
        answer(null, Buffer.from([0x08, 1]));
      },
    },
  );
  const pair = { cert_chain: Buffer.from(identity.cert), private_key: Buffer.from(identity.key) };
  const credentials = grpc.ServerCredentials.createSsl(null, [pair]);
  const port = await new Promise<number>((done, fail) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? fail(error) : done(bound)));
  });
  const check: ConformanceCase = {
    kind: "grpc",
    place: "node",
    truths: {
      status: { holds: ["equals", "SERVING"], fails: ["equals", "NOT_SERVING"] },
      header: { name: "x-node", holds: ["equals", "n1"], fails: ["equals", "n2"] },
    },
    run: async (assertions) => {
      const given = { kind: "grpc", host: "localhost", ipFamily: "v4", port, assertions };
      return sightOf(await runners.grpc(configWith(GrpcCheck.parse(given))));
    },
  };
  return { cases: [check], stop: [() => server.forceShutdown()] };
}

async function listMqttCases({ runners }: NodeWorld): Promise<ServiceCases> {
  const broker = await Aedes.createBroker();
  const port = await listen(createServer(broker.handle));
  const check: ConformanceCase = {
    kind: "mqtt",
    place: "node",
    truths: JSON_TRUTHS,
    run: async (assertions) => {
      const message = { topic: "sensor/1", publish: '{"celsius":21}', expect: "celsius" };
      const given = { kind: "mqtt", host: "localhost", ipFamily: "v4", port, ...message, assertions };
      return sightOf(await runners.mqtt(configWith(MqttCheck.parse(given))));
    },
  };
  return { cases: [check], stop: [() => new Promise<void>((done) => broker.close(done))] };
}
