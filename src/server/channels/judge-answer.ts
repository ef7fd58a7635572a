import type { HttpAnswer, JudgedAnswer, SentResponse } from "./channel.ts";

/** The rule for providers that mean what their status says. */
export function judgeAnswer(answer: HttpAnswer): JudgedAnswer {
  const { status } = answer;
  if (status >= 200 && status < 300) return sent(answer);
  return failed(answer, { permanent: isPermanent(status), reason: reasonOf(status) });
}

export function sent(answer: HttpAnswer): JudgedAnswer {
  return { kind: "sent", response: responseOf(answer) };
}

/** `retryAfterMs` replaces what the header asked for; some providers say it in the body. */
export function failed(
  answer: HttpAnswer,
  why: { permanent: boolean; reason: string; retryAfterMs?: number | null },
): JudgedAnswer {
  const retryAfterMs = why.permanent ? null : (why.retryAfterMs ?? answer.retryAfterMs);
  return {
    kind: "failed",
    permanent: why.permanent,
    reason: why.reason,
    retryAfterMs,
    response: responseOf(answer),
  };
}

/** The answer's JSON object; null where it is something else. */
export function readJson(body: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return isRecord(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Too early, too slow and too often say nothing about the message.
const PASSING = new Set([408, 425, 429]);

function isPermanent(status: number): boolean {
  return status >= 300 && status < 500 && !PASSING.has(status);
}

function reasonOf(status: number): string {
  const answered = `The provider answered ${status}`;
  if (status >= 300 && status < 400) return `${answered}, a redirect. Enter the address it leads to.`;
  if (status === 401 || status === 403) return `${answered}: it refuses the key or token. Enter a valid one.`;
  if (status === 404) return `${answered}: this address does not exist there. Check the channel's settings.`;
  if (status === 410) return `${answered}: this address was removed. Make a new one and enter it here.`;
  if (status === 429) return `${answered}: too many messages.`;
  if (status >= 400 && status < 500) return `${answered}: it refuses the message. Its answer says why.`;
  return `${answered}: it has a fault of its own.`;
}

function responseOf({ status, body, latencyMs }: HttpAnswer): SentResponse {
  return { status, body, latencyMs };
}
