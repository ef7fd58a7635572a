import { createServer as createHttpServer, type ServerResponse } from "node:http";
import { createServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { DomainCheck } from "#contracts/checks/domain.ts";
import { Evidence } from "#contracts/tick.ts";
import { createDomainRunner } from "#probes/core/checks/domain/run-domain.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { createWireFetch } from "#probes/platform/node/wire-fetch.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { closeTargets, listen } from "#probes/testing/socket-targets.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";

const NOW = Date.parse("2026-11-21T00:00:00Z");
const dial = createNodeDial({ egress: OPEN_EGRESS });
afterEach(closeTargets);

type Answer = (response: ServerResponse, path: string) => void;

/** IANA's list and a registry's RDAP service in one; counts how often each is asked. */
async function startRegistry(answer: Answer) {
  const asked: string[] = [];
  const port = await listen(
    createHttpServer((request, response) => {
      const path = request.url ?? "";
      asked.push(path);
      if (path !== "/dns.json") return answer(response, path);
      const services = [[["example", "com"], [`http://127.0.0.1:${port}/rdap/`]]];
      response.end(JSON.stringify({ version: "1.0", services }));
    }),
  );
  return { asked, bootstrapUrl: `http://127.0.0.1:${port}/dns.json` };
}

const WHOIS_DEAD = { dial, root: { host: "127.0.0.1", port: 1 } };

function runnerOf(bootstrapUrl: string, whois: typeof WHOIS_DEAD | null = null, now = () => NOW) {
  return createDomainRunner({ fetch: createWireFetch(dial), bootstrapUrl, now, whois });
}

function check(name: string, alertDays = 30, timeoutMs = 2000) {
  return configWith(DomainCheck.parse({ kind: "domain", name, alertDays }), timeoutMs);
}

function rdapOf(expiration: string | null, status: string[] = ["active"]) {
  return JSON.stringify({
    objectClassName: "domain",
    status,
    events: [
      { eventAction: "registration", eventDate: "1999-01-01T00:00:00Z" },
      ...(expiration === null ? [] : [{ eventAction: "expiration", eventDate: expiration }]),
    ],
    entities: [
      { roles: ["registrar"], handle: "9", vcardArray: ["vcard", [["fn", {}, "text", "Good Names Ltd"]]] },
    ],
  });
}

describe("by RDAP", () => {
  test("a registration with time left is ok, with its end and its registrar as findings", async () => {
    const { asked, bootstrapUrl } = await startRegistry((response) =>
      response.end(rdapOf("2027-11-21T00:00:00Z")),
    );
    const seen = await runnerOf(bootstrapUrl)(check("shop.example"));
    expect(seen.outcome).toBe("ok");
    expect(seen.findings).toEqual([
      { key: "registrar", value: "Good Names Ltd" },
      { key: "domainExpiresAt", value: "2027-11-21T00:00:00.000Z" },
    ]);
    expect(Evidence.parse(seen.evidence()).message).toContain("in 365 days");
    expect(asked).toEqual(["/dns.json", "/rdap/domain/shop.example"]);
  });

  test.each([
    { name: "ends soon", body: rdapOf("2026-12-20T00:00:00Z"), status: 200, outcome: "expiry" },
    { name: "has ended", body: rdapOf("2026-11-20T00:00:00Z"), status: 200, outcome: "expiry" },
    {
      name: "is about to be deleted",
      body: rdapOf("2027-12-20T00:00:00Z", ["redemption period"]),
      status: 200,
      outcome: "expiry",
    },
    { name: "is not registered", body: "{}", status: 404, outcome: "expiry" },
    { name: "has no end that is said", body: rdapOf(null), status: 200, outcome: "internal" },
    { name: "has a date that is none", body: rdapOf("2027-02-31"), status: 200, outcome: "internal" },
    { name: "is kept by a busy registry", body: "slow down", status: 429, outcome: "internal" },
    { name: "is kept by a registry that talks nonsense", body: "<html>", status: 200, outcome: "internal" },
    {
      name: "is answered by another object",
      body: '{"objectClassName":"entity"}',
      status: 200,
      outcome: "internal",
    },
  ])("a domain that $name is $outcome", async ({ body, status, outcome }) => {
    const { bootstrapUrl } = await startRegistry((response) => response.writeHead(status).end(body));
    expect((await runnerOf(bootstrapUrl)(check("shop.example"))).outcome).toBe(outcome);
  });

  test("redirects are followed, but not in a circle", async () => {
    const { bootstrapUrl } = await startRegistry((response, path) => {
      if (path.startsWith("/rdap/")) response.writeHead(302, { location: "/moved" }).end();
      else response.end(rdapOf("2027-11-21T00:00:00Z"));
    });
    expect((await runnerOf(bootstrapUrl)(check("shop.example"))).outcome).toBe("ok");
    const circle = await startRegistry((response, path) => response.writeHead(302, { location: path }).end());
    expect((await runnerOf(circle.bootstrapUrl)(check("shop.example"))).outcome).toBe("internal");
  });

  test("IANA's list is asked for once a day", async () => {
    const { asked, bootstrapUrl } = await startRegistry((response) =>
      response.end(rdapOf("2027-11-21T00:00:00Z")),
    );
    let now = NOW;
    const run = runnerOf(bootstrapUrl, null, () => now);
    await run(check("shop.example"));
    await run(check("other.example"));
    expect(asked.filter((path) => path === "/dns.json")).toHaveLength(1);
    now += 86_400_000;
    await run(check("shop.example"));
    expect(asked.filter((path) => path === "/dns.json")).toHaveLength(2);
  });

  test("a registry that stays silent is internal, at the deadline", async () => {
    const { bootstrapUrl } = await startRegistry(() => undefined);
    const seen = await runnerOf(bootstrapUrl)(check("shop.example", 30, 300));
    expect(seen.outcome).toBe("internal");
    expect(seen.totalUs).toBeLessThan(900_000);
  });
});

describe("by whois, where there is no RDAP", () => {
  async function startWhois(answers: Record<string, string>) {
    const asked: string[] = [];
    const port = await listen(
      createServer((socket) => {
        socket.on("error", () => socket.destroy());
        socket.once("data", (line) => {
          const question = line.toString().trim();
          asked.push(question);
          socket.end(answers[question] ?? "No match\r\n");
        });
      }),
    );
    return { asked, whois: { dial, root: { host: "127.0.0.1", port } } };
  }

  test("the root names the registry, which is asked for the domain", async () => {
    const { bootstrapUrl } = await startRegistry((response) => response.end("{}"));
    const { asked, whois } = await startWhois({
      test: "refer: 127.0.0.1\r\n",
      "shop.test": "Domain Name: shop.test\r\nExpiry Date: 2027-11-21T00:00:00Z\r\nRegistrar: Good Names\r\n",
    });
    const seen = await runnerOf(bootstrapUrl, whois)(check("shop.test"));
    expect(seen.outcome).toBe("ok");
    expect(asked).toEqual(["test", "shop.test"]);
    expect(seen.findings).toContainEqual({ key: "registrar", value: "Good Names" });
    expect((await runnerOf(bootstrapUrl, whois)(check("gone.test"))).outcome).toBe("expiry");
  });

  test("it stands in when RDAP is broken", async () => {
    const { bootstrapUrl } = await startRegistry((response) => response.writeHead(500).end());
    const { whois } = await startWhois({
      example: "refer: 127.0.0.1\r\n",
      "shop.example": "Expiry Date: 2026-11-30\r\n",
    });
    expect((await runnerOf(bootstrapUrl, whois)(check("shop.example"))).outcome).toBe("expiry");
  });

  test("nobody who answers is internal, with both reasons", async () => {
    const { bootstrapUrl } = await startRegistry((response) => response.writeHead(500).end());
    const seen = await runnerOf(bootstrapUrl, WHOIS_DEAD)(check("shop.example"));
    expect(seen.outcome).toBe("internal");
    expect(seen.evidence().message).toMatch(/HTTP status 500.*By whois/);
  });

  test("an endless answer is cut off, and a drip ends at the deadline", async () => {
    const { bootstrapUrl } = await startRegistry((response) => response.end("{}"));
    const flood = await listen(
      createServer((socket) => {
        socket.on("error", () => socket.destroy());
        const pour = () => {
          while (socket.writable && socket.write("x".repeat(4096)));
        };
        socket.on("drain", pour);
        socket.once("data", pour);
      }),
    );
    const flooded = runnerOf(bootstrapUrl, { dial, root: { host: "127.0.0.1", port: flood } });
    expect((await flooded(check("shop.test"))).outcome).toBe("internal");
    const drip = await listen(
      createServer((socket) => {
        const timer = setInterval(() => socket.write("x"), 20);
        socket.on("error", () => socket.destroy()).on("close", () => clearInterval(timer));
      }),
    );
    const seen = await runnerOf(bootstrapUrl, { dial, root: { host: "127.0.0.1", port: drip } })(
      check("shop.test", 30, 400),
    );
    expect(seen.outcome).toBe("internal");
    expect(seen.totalUs).toBeLessThan(1_000_000);
  });
});
