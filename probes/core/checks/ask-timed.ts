import { sinceUs } from "#probes/core/since-us.ts";
import type { Ask, Question } from "#probes/core/wire.ts";
import type { CheckRun } from "./check-run.ts";

/** Asks, and notes how long the answer took and how large it was. Rejects with a Fault. */
export async function askTimed(
  ask: Ask,
  { run, question }: { run: CheckRun; question: Question },
): Promise<Uint8Array> {
  const from = performance.now();
  const answer = await ask(question, run.record, run.deadline);
  run.ttfbUs = Math.max(0, sinceUs(from) - (run.record.dnsUs ?? 0));
  run.bytes = answer.length;
  return answer;
}
