import type { SignInProblem } from "#contracts/sign-in.ts";

/** Node's codes and the library's words for a server that cannot be reached or has nothing sensible to say. */
const UNREACHABLE =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|timed out|expected 200 OK, got: 5\d\d|certificate/i;
const STATE = /state|nonce|pkce|code_verifier|different provider/i;
const EXPIRED = /invalid_grant|bad_verification_code|code (is )?(expired|incorrect)/i;

/** The closed code for what next-auth logs; its texts are for the log alone. */
export function explainOAuthError(code: string, metadata: unknown): SignInProblem {
  if (code === "SIGNIN_OAUTH_ERROR") return "provider_unreachable";
  const text = wordsOf(metadata);
  if (UNREACHABLE.test(text)) return "provider_unreachable";
  if (EXPIRED.test(text)) return "code_expired";
  return STATE.test(text) ? "state_mismatch" : "provider_failed";
}

/** Answers of the provider itself, in `error` of the callback's address (RFC 6749 §4.1.2.1). */
export function explainProviderAnswer(error: string): SignInProblem {
  if (error === "access_denied") return "denied";
  return error === "temporarily_unavailable" ? "provider_unreachable" : "provider_failed";
}

function wordsOf(metadata: unknown): string {
  const error = metadata && typeof metadata === "object" && "error" in metadata ? metadata.error : metadata;
  if (!error || typeof error !== "object") return String(error);
  const field = (name: string) => (name in error ? String(error[name as keyof typeof error]) : "");
  return [field("code"), field("name"), field("message")].join(" ");
}
