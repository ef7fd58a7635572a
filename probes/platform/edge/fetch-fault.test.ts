import { expect, test } from "vitest";
import { fetchFault } from "./fetch-fault.ts";

const failed = (cause: unknown) => Object.assign(new TypeError("fetch failed"), { cause });

test.each([
  {
    name: "the deadline",
    error: new DOMException("aborted", "AbortError"),
    timedOut: true,
    outcome: "timeout",
  },
  { name: "an unknown name", error: failed({ code: "ENOTFOUND", message: "x" }), outcome: "dns" },
  { name: "a closed port", error: failed({ code: "ECONNREFUSED", message: "x" }), outcome: "refused" },
  { name: "a reset", error: failed({ code: "ECONNRESET", message: "x" }), outcome: "reset" },
  {
    name: "a broken answer",
    error: failed({ code: "HPE_INVALID_CONSTANT", message: "x" }),
    outcome: "protocol",
  },
  { name: "an early close", error: failed({ code: "UND_ERR_SOCKET", message: "x" }), outcome: "reset" },
  {
    name: "a bad certificate",
    error: failed({ code: "DEPTH_ZERO_SELF_SIGNED_CERT", message: "x" }),
    outcome: "tls",
  },
  { name: "no code at all", error: new TypeError("fetch failed"), outcome: "unreachable" },
  { name: "a port that fetch forbids", error: failed(new Error("bad port")), outcome: "internal" },
  { name: "anything else", error: new RangeError("bug"), outcome: "internal" },
])("$name is $outcome", ({ error, timedOut, outcome }) => {
  expect(fetchFault(error, timedOut ?? false).outcome).toBe(outcome);
});
