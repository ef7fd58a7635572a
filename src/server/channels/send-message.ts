import type {
  HttpMessage,
  Judge,
  MailMessage,
  Message,
  SendDeps,
  SendResult,
  SentRequest,
} from "./channel.ts";
import { fitText } from "./fit-text.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { parseRetryAfter } from "./parse-retry-after.ts";
import { sealPush } from "./seal-push.ts";
import { signWebhook } from "./sign-webhook.ts";

const MAX_RESPONSE = 2_000;
const MAX_REQUEST = 10_000;

/** One attempt. Never rejects: every end of it is a result. The request in it still has its secrets. */
export async function sendMessage(
  deps: SendDeps,
  message: Message,
  judge: Judge = judgeAnswer,
): Promise<SendResult> {
  const result = await (message.kind === "mail" ? sendMail(deps, message) : sendHttp(deps, message, judge));
  return capBodies(result);
}

async function sendMail(deps: SendDeps, message: MailMessage): Promise<SendResult> {
  return { ...(await deps.mail.send(message)), request: showMail(message) };
}

async function sendHttp(deps: SendDeps, message: HttpMessage, judge: Judge): Promise<SendResult> {
  const { method, url, body } = message;
  const sealed = await sealPush(deps, message);
  const headers = { ...message.headers, ...signed(deps, message), ...sealed?.headers };
  const request = { method, url, headers, body };
  const answer = await deps.fetch({ ...request, body: sealed?.body ?? body });
  if (answer.kind === "unanswered") {
    const { reason, latencyMs } = answer;
    const response = { status: null, body: "", latencyMs };
    return { kind: "failed", permanent: false, reason, retryAfterMs: null, request, response };
  }
  const { status, latencyMs } = answer;
  const retryAfterMs = parseRetryAfter(answer.retryAfter, deps.clock());
  return { ...judge({ status, body: answer.body, latencyMs, retryAfterMs }), request };
}

function signed(deps: SendDeps, message: HttpMessage): Record<string, string> {
  if (message.signing === undefined) return {};
  const { id, secret } = message.signing;
  return signWebhook(secret, { id, timestamp: Math.floor(deps.clock() / 1000), body: message.body });
}

function showMail({ server, from, to, subject, messageId, text }: MailMessage): SentRequest {
  const url = server === null ? "the server of SMTP_URL" : `${server.host}:${server.port}`;
  const headers = { from: from ?? "MAIL_FROM", to: to.join(", "), subject, "message-id": messageId };
  return { method: "SMTP", url, headers, body: text };
}

/** Postgres refuses NUL in a text, and an answer can hold anything. */
function capBodies(result: SendResult): SendResult {
  if (result.kind === "skipped") return result;
  const request = result.request && cap(result.request, MAX_REQUEST);
  if (result.kind === "sent") return { ...result, request, response: cap(result.response, MAX_RESPONSE) };
  return { ...result, request, response: result.response && cap(result.response, MAX_RESPONSE) };
}

function cap<Part extends { body: string }>(part: Part, maxLength: number): Part {
  return { ...part, body: fitText(part.body.replaceAll("\0", ""), maxLength) };
}
