import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 250;

/** Looks again and again until the answer is what is wanted; the last answer is in the error when it never was. */
export async function waitUntil<Answer>(
  look: () => Promise<Answer>,
  wanted: (answer: Answer) => boolean,
  within: { timeoutMs: number; what: string },
): Promise<Answer> {
  const giveUpAt = Date.now() + within.timeoutMs;
  for (;;) {
    const answer = await look();
    if (wanted(answer)) return answer;
    if (Date.now() > giveUpAt) {
      throw new Error(
        `Waited ${within.timeoutMs / 1000} s for ${within.what}; last seen: ${JSON.stringify(answer)}`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
}
