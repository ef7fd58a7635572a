import { createServer } from "node:http";
import packet from "dns-packet";
import { afterEach, describe, expect, test, vi } from "vitest";
import { DnsCheck } from "#contracts/checks/dns.ts";
import { DomainCheck } from "#contracts/checks/domain.ts";
import { createDomainRunner } from "#probes/core/checks/domain/run-domain.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { answers, encodeAnswer, type Zone } from "#probes/testing/name-server.ts";
import { closeTargets, listen } from "#probes/testing/socket-targets.ts";
import { NAME_RUNNERS } from "./name-runners.ts";
import { webFetch } from "./web-fetch.ts";

afterEach(async () => {
  vi.unstubAllEnvs();
  await closeTargets();
});

const zone: Zone = ({ name }) => answers({ type: "A", name, ttl: 60, data: "192.0.2.7" });

async function startDoh(): Promise<string> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    response.writeHead(200, { "content-type": "application/dns-message" });
    response.end(encodeAnswer(zone, packet.decode(Buffer.concat(parts))));
  });
  return `http://127.0.0.1:${await listen(server)}/dns-query`;
}

async function see(resolver: unknown, values = ["192.0.2.7"]) {
  const expectedRecords = { match: "exactly", values };
  const check = DnsCheck.parse({ kind: "dns", name: "www.example.com", resolver, expectedRecords });
  return NAME_RUNNERS.dns?.(configWith(check, 1000));
}

describe("DNS from an edge function", () => {
  test("asks the DNS service that a check names", async () => {
    const url = await startDoh();
    expect(await see({ type: "doh", url })).toMatchObject({ outcome: "ok", dnsUs: null });
    expect(await see({ type: "doh", url }, ["192.0.2.8"])).toMatchObject({ outcome: "assertion" });
  });

  test("asks the operator's DNS service in place of a system's", async () => {
    vi.stubEnv("UPTICK_DOH_URL", await startDoh());
    expect(await see({ type: "system" })).toMatchObject({ outcome: "ok" });
  });

  test("says of a name server that it cannot be asked", async () => {
    const seen = await see({ type: "server", host: "192.0.2.1" });
    expect(seen?.outcome).toBe("internal");
    expect(seen?.evidence().message).toContain("DNS over HTTPS");
  });

  test("a service that stays silent is outcome dns, at the deadline", async () => {
    const port = await listen(createServer(() => undefined));
    const seen = await see({ type: "doh", url: `http://127.0.0.1:${port}/` });
    expect(seen?.outcome).toBe("dns");
    expect(seen?.totalUs).toBeLessThan(1_800_000);
  });
});

test("a domain is asked for by RDAP over fetch", async () => {
  const port = await listen(
    createServer((request, response) => {
      const list = { services: [[["example"], [`http://127.0.0.1:${port}/`]]] };
      const domain = {
        objectClassName: "domain",
        events: [{ eventAction: "expiration", eventDate: "2027-11-21T00:00:00Z" }],
      };
      response.end(JSON.stringify(request.url === "/dns.json" ? list : domain));
    }),
  );
  const now = () => Date.parse("2026-11-21T00:00:00Z");
  const bootstrapUrl = `http://127.0.0.1:${port}/dns.json`;
  const run = createDomainRunner({ fetch: webFetch, bootstrapUrl, now, whois: null });
  const seen = await run(configWith(DomainCheck.parse({ kind: "domain", name: "shop.example" })));
  expect(seen).toMatchObject({ outcome: "ok" });
});
