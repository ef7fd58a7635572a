import type { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import type { HeartbeatPing } from "#contracts/heartbeat.ts";
import { judgeAssertions } from "#domain/check/judge-assertions.ts";
import { readJson } from "#domain/check/read-json.ts";
import { describeDuration } from "#domain/verdict/describe-quantity.ts";
import { keepBody } from "./keep-body.ts";
import type { InboundReading } from "./run-change.ts";

type End = {
  ping: Pick<HeartbeatPing, "kind" | "exitCode" | "body" | "tail">;
  /** Null when the job did not tell its start. */
  durationMs: number | null;
  isLate: boolean;
};

/** The job's own word comes first, then its time, then what it sent. */
export function judgeEnd(
  check: HeartbeatCheck,
  { ping, durationMs, isLate }: End,
): Pick<InboundReading, "outcome" | "message" | "body" | "assertions"> {
  const body = keepBody(ping);
  const nothing = { body, assertions: undefined };
  if (ping.kind === "fail") return { ...nothing, outcome: "failed", message: "The job reported a failure." };
  if (ping.kind === "exit" && ping.exitCode !== 0) {
    return { ...nothing, outcome: "failed", message: `The job ended with exit code ${ping.exitCode}.` };
  }
  const limitMs = check.maxRunSec === null ? Number.POSITIVE_INFINITY : check.maxRunSec * 1000;
  if (!isLate && durationMs !== null && durationMs > limitMs) {
    const message = `The run took ${describeDuration(durationMs)}, where ${describeDuration(limitMs)} are allowed.`;
    return { ...nothing, outcome: "timeout", message };
  }
  const read = readJson(ping.body);
  const { held, results, message } = judgeAssertions(check.assertions, (source, name) => {
    if (source === "time") return name === "total" ? durationMs : null;
    return source === "json" ? read(name) : ping.body;
  });
  const assertions = results.length === 0 ? undefined : results;
  return { body, assertions, outcome: held ? "ok" : "assertion", message };
}
