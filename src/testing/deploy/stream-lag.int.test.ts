import { expect, test } from "vitest";
import { checksKey, PROBE_GROUP } from "#contracts/stream-keys.ts";
import { startBridge } from "#scripts/bridge/bridge-server.ts";
import { createRedisBackend } from "#scripts/bridge/redis-backend.ts";
import { startRedisServer } from "#testing/redis-server.ts";
import { createUpstashStream } from "#transport/upstash-stream.ts";

const token = "a-token-for-tests-only";
const stream = checksKey("eu");

test("the lag that KEDA asks Redis for is what no probe has taken, also after entries were deleted", async () => {
  const redis = await startRedisServer();
  const backend = createRedisBackend(redis.url, () => undefined);
  const bridge = await startBridge(backend, { token, port: 0 });
  const jobs = createUpstashStream({ url: bridge.url, token });
  const readLag = async () => {
    const [group] = (await redis.client.call("XINFO", "GROUPS", stream)) as unknown[][];
    const fields = new Map(
      group?.flatMap((name, at) => (at % 2 === 0 ? [[name, group[at + 1]] as const] : [])),
    );
    return fields.get("lag");
  };
  const add = (...seconds: number[]) =>
    jobs.addAt(
      stream,
      seconds.map((second) => ({ id: `${second * 1000}-1`, payload: "jobs" })),
    );
  const take = (count: number) =>
    jobs.readNew([stream], { group: PROBE_GROUP, consumer: "uptick-probe-eu-0", count });
  try {
    await jobs.ensureGroup(stream, PROBE_GROUP);
    await add(1, 2, 3, 4, 5);
    expect(await readLag()).toBe(5);

    const taken = await take(2);
    expect(await readLag()).toBe(3);

    await jobs.acknowledge(
      stream,
      PROBE_GROUP,
      taken.map(({ id }) => id),
    );
    expect(await readLag()).toBe(3);

    const rest = await take(10);
    await jobs.acknowledge(
      stream,
      PROBE_GROUP,
      rest.map(({ id }) => id),
    );
    expect(await readLag()).toBe(0);

    await add(6, 7);
    expect(await readLag()).toBe(2);
  } finally {
    await bridge.close();
    await backend.close();
    await redis.stop();
  }
});
