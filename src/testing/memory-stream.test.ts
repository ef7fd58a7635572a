import { expect, test } from "vitest";
import { createMemoryStream } from "./memory-stream.ts";
import { describeStreamContract } from "./stream-contract.ts";

describeStreamContract("the memory stream", async () => {
  let now = 1_800_000_000_000;
  const stream = createMemoryStream(() => now);
  return {
    stream,
    flush: stream.flush,
    passTime: async (ms) => {
      now += ms;
    },
    close: stream.flush,
  };
});

test("an unreachable stream rejects until it can be reached again", async () => {
  const stream = createMemoryStream();
  stream.setUnreachable(true);
  await expect(stream.length("checks:a")).rejects.toMatchObject({ kind: "unavailable" });
  stream.setUnreachable(false);
  expect(await stream.length("checks:a")).toBe(0);
});
