import { expect, test } from "vitest";
import { chooseStream, type StreamChoice } from "./choose-stream.ts";

const upstash = { UPSTASH_REDIS_REST_URL: "https://x", UPSTASH_REDIS_REST_TOKEN: "t" };
const redis = { REDIS_URL: "redis://h" };

test.each<{ name: string; source: Record<string, string>; binaries: string[]; choice: StreamChoice }>([
  {
    name: "Upstash wins over everything",
    source: { ...upstash, ...redis },
    binaries: ["redis-server"],
    choice: { kind: "upstash", url: "https://x", token: "t" },
  },
  {
    name: "REDIS_URL wins over a server that is found",
    source: redis,
    binaries: ["redis-server"],
    choice: { kind: "redis", url: "redis://h" },
  },
  {
    name: "redis-server is taken before valkey-server",
    source: {},
    binaries: ["valkey-server", "redis-server"],
    choice: { kind: "private", binary: "/bin/redis-server" },
  },
  {
    name: "valkey-server will do",
    source: {},
    binaries: ["valkey-server"],
    choice: { kind: "private", binary: "/bin/valkey-server" },
  },
  {
    name: "with nothing the memory engine runs",
    source: {},
    binaries: [],
    choice: { kind: "memory", why: "nothing found" },
  },
  {
    name: "the memory engine that is asked for wins over what is named and found",
    source: { ...upstash, ...redis, UPTICK_STREAM: "memory" },
    binaries: ["redis-server"],
    choice: { kind: "memory", why: "asked" },
  },
  {
    name: "auto asks for nothing",
    source: { ...redis, UPTICK_STREAM: "auto" },
    binaries: ["redis-server"],
    choice: { kind: "redis", url: "redis://h" },
  },
])("$name", ({ source, binaries, choice }) => {
  const find = (name: string) => (binaries.includes(name) ? `/bin/${name}` : null);
  expect(chooseStream(source, find)).toEqual(choice);
});
