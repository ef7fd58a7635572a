import { StreamError } from "#contracts/stream.ts";

/** Error replies that pass: Redis, or the bridge in front of it, is starting, failing over or cut off. */
const TRANSIENT_REPLY = /^(UNAVAILABLE|LOADING|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|READONLY)\b/;

/** True when no answer came, or one that another try may change. */
export function isTransient(error: unknown): boolean {
  const reply = replyOf(error);
  return reply === null || TRANSIENT_REPLY.test(reply);
}

/** Keeps the reason and drops the rest: the SDK's messages contain whole commands, with their payloads. */
export function toStreamError(command: string, error: unknown): StreamError {
  const reply = replyOf(error);
  if (reply === null) {
    return new StreamError("unavailable", `Redis did not answer ${command}: ${reasonOf(error)}`);
  }
  const kind = reply.startsWith("NOGROUP") ? "no_group" : "unavailable";
  return new StreamError(kind, `Redis refused ${command}: ${reply}`);
}

/** The error reply of Redis without the command that the SDK and Redis itself quote, or null when there was none. */
function replyOf(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== "UpstashError") return null;
  const text = error.message.replace(/^Command \d+ \[ \w+ \] failed: /, "");
  const reply = text.split(", command was: ")[0]?.split(", with args beginning with: ")[0] ?? "";
  // The SDK writes "undefined" when a proxy answered with JSON that is not Redis'.
  return reply === "" || reply === "undefined" ? null : reply.slice(0, 300);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "timeout";
  const cause = error.cause;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return error.name.startsWith("Upstash") ? "unreadable answer" : error.name;
}
