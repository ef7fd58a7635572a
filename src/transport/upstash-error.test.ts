import { expect, test } from "vitest";
import { isTransient, toStreamError } from "./upstash-error.ts";

function named(name: string, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { name });
}

const sent = ', command was: ["XADD","checks:a","*","e","SECRET"]';
const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });

test.each([
  {
    name: "a missing group",
    error: named("UpstashError", `NOGROUP No such key 'checks:a' or consumer group 'probes'${sent}`),
    kind: "no_group",
    message: "Redis refused XADD: NOGROUP No such key 'checks:a' or consumer group 'probes'",
    transient: false,
  },
  {
    name: "an error inside a transaction",
    error: named("UpstashError", "Command 2 [ xdel ] failed: WRONGTYPE Operation against a key"),
    kind: "unavailable",
    message: "Redis refused XADD: WRONGTYPE Operation against a key",
    transient: false,
  },
  {
    name: "Redis quoting what was sent",
    error: named("UpstashError", `ERR unknown command 'XADD', with args beginning with: 'SECRET'${sent}`),
    kind: "unavailable",
    message: "Redis refused XADD: ERR unknown command 'XADD'",
    transient: false,
  },
  {
    name: "a Redis that is loading",
    error: named("UpstashError", `LOADING Redis is loading the dataset in memory${sent}`),
    kind: "unavailable",
    message: "Redis refused XADD: LOADING Redis is loading the dataset in memory",
    transient: true,
  },
  {
    name: "JSON that is not Redis'",
    error: named("UpstashError", `undefined${sent}`),
    kind: "unavailable",
    message: "Redis did not answer XADD: unreadable answer",
    transient: true,
  },
  {
    name: "a page of HTML",
    error: named("UpstashJSONParseError", "Unable to parse response body: <html>SECRET"),
    kind: "unavailable",
    message: "Redis did not answer XADD: unreadable answer",
    transient: true,
  },
  {
    name: "a refused connection",
    error: named("TypeError", "fetch failed", refused),
    kind: "unavailable",
    message: "Redis did not answer XADD: ECONNREFUSED",
    transient: true,
  },
  {
    name: "a timeout",
    error: named("TimeoutError", "The operation was aborted due to timeout"),
    kind: "unavailable",
    message: "Redis did not answer XADD: timeout",
    transient: true,
  },
])("$name keeps its reason and loses what was sent", ({ error, kind, message, transient }) => {
  expect(isTransient(error)).toBe(transient);
  const translated = toStreamError("XADD", error);
  expect(translated).toMatchObject({ name: "StreamError", kind, message });
  expect(translated.cause).toBeUndefined();
});
