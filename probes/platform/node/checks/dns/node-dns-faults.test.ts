import { afterEach, describe, expect, test } from "vitest";
import { A, by, checkBy, closeNameServers, runner, start, type Wish } from "#probes/testing/dns-rig.ts";
import { answers } from "#probes/testing/name-server.ts";

afterEach(closeNameServers);

describe("the machine's servers know the inside, which a check is not told of", () => {
  const isOutside = (address: string) => !/^(?:10\.|fd00:)/.test(address);
  test.each<{ name: string; wish: Wish; data: string; outcome: string }>([
    { name: "an inner address", wish: {}, data: "10.1.2.3", outcome: "blocked" },
    { name: "an outer address", wish: {}, data: "192.0.2.7", outcome: "ok" },
  ])("$name is $outcome", async ({ wish, data, outcome }) => {
    const { port } = await start(({ name }) => answers({ type: "A", name, data }));
    const seen = await runner(() => [`127.0.0.1:${port}`], isOutside)(checkBy({ type: "system" }, wish));
    expect(seen.outcome).toBe(outcome);
    expect(JSON.stringify([seen.evidence(), seen.findings ?? []]).includes(data)).toBe(outcome === "ok");
  });

  test.each(["10.1.2.3", "fd00::7"])("the name of %s is not even asked for", async (address) => {
    const server = await start(({ name }) => answers({ type: "PTR", name, data: "db.inside.example" }));
    const wish = { name: address, recordType: "PTR" as const };
    const seen = await runner(
      () => [`127.0.0.1:${server.port}`],
      isOutside,
    )(checkBy({ type: "system" }, wish));
    expect(seen.outcome).toBe("blocked");
    expect(server.questions).toEqual([]);
  });
});

describe("servers that misbehave", () => {
  test.each<{ name: string; udp: (bytes: Buffer) => Buffer | null; outcome: string }>([
    { name: "silent", udp: () => null, outcome: "dns" },
    { name: "garbage", udp: () => Buffer.from("this is no DNS message at all"), outcome: "protocol" },
    { name: "too short", udp: (bytes) => bytes.subarray(0, 5), outcome: "protocol" },
    { name: "cut in a record", udp: (bytes) => bytes.subarray(0, bytes.length - 3), outcome: "protocol" },
    {
      name: "of another id",
      udp: (bytes) => Buffer.concat([Buffer.from([1, 2]), bytes.subarray(2)]),
      outcome: "protocol",
    },
  ])("$name is $outcome, in time", async ({ udp, outcome }) => {
    const { port } = await start(A, { udp });
    const seen = await runner()(checkBy(by(port), { timeoutMs: 400 }));
    expect(seen.outcome).toBe(outcome);
    expect(seen.totalUs).toBeLessThan(900_000);
  });

  test("nobody there is refused", async () => {
    const server = await start(A);
    const { port } = server;
    await closeNameServers();
    expect((await runner()(checkBy(by(port)))).outcome).toBe("refused");
    expect((await runner()(checkBy(by(port, "tcp")))).outcome).toBe("refused");
  });

  test("a name that leads in a circle ends", async () => {
    const { port } = await start(A, {
      udp: (bytes) => {
        // The answer's own name starts behind header and question; let it point at itself.
        const at = 12 + "www.example.com".length + 2 + 4;
        bytes.writeUInt16BE(0xc000 | at, at);
        return bytes;
      },
    });
    expect((await runner()(checkBy(by(port)))).outcome).toBe("protocol");
  });
});
