import type { HttpMessage, Judge, MailMessage, SendDeps, SendResult } from "./channel.ts";
import { fitText } from "./fit-text.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { parseRetryAfter } from "./parse-retry-after.ts";
import { signWebhook } from "./sign-webhook.ts";

const MAX_BODY = 2_000;

/** One attempt. Never rejects: every end of it is a result. */
export async function sendMessage(
  deps: SendDeps,
  message: HttpMessage | MailMessage,
  judge: Judge = judgeAnswer,
): Promise<SendResult> {
  const result = await (message.kind === "mail" ? deps.mail.send(message) : sendHttp(deps, message, judge));
  return capBody(result);
}

async function sendHttp(deps: SendDeps, message: HttpMessage, judge: Judge): Promise<SendResult> {
  const answer = await deps.fetch({ ...message, headers: { ...message.headers, ...signed(deps, message) } });
  if (answer.kind === "unanswered") {
    const { reason, latencyMs } = answer;
    const response = { status: null, body: "", latencyMs };
    return { kind: "failed", permanent: false, reason, retryAfterMs: null, response };
  }
  const { status, body, latencyMs } = answer;
  return judge({ status, body, latencyMs, retryAfterMs: parseRetryAfter(answer.retryAfter, deps.clock()) });
}

function signed(deps: SendDeps, message: HttpMessage): Record<string, string> {
  if (message.signing === undefined) return {};
  const { id, secret } = message.signing;
  return signWebhook(secret, { id, timestamp: Math.floor(deps.clock() / 1000), body: message.body });
}

/** Postgres refuses NUL in a text, and an answer can hold anything. */
function capBody(result: SendResult): SendResult {
  if (result.response === null) return result;
  const body = fitText(result.response.body.replaceAll("\0", ""), MAX_BODY);
  return { ...result, response: { ...result.response, body } };
}
