import { expect, test } from "vitest";
import { explainOAuthError, explainProviderAnswer } from "./explain-oauth-error.ts";

test.each([
  ["State cookie was missing.", "state_mismatch"],
  ["state mismatch, expected a, got: b", "state_mismatch"],
  ["nonce mismatch, expected a, got: b", "state_mismatch"],
  ["PKCE code_verifier cookie was missing.", "state_mismatch"],
  ["invalid_grant (The code has expired)", "code_expired"],
  ["bad_verification_code (The code passed is incorrect or expired.)", "code_expired"],
  ["outgoing request timed out after 3500ms", "provider_unreachable"],
  ["connect ECONNREFUSED 127.0.0.1:1", "provider_unreachable"],
  ["expected 200 OK, got: 503 Service Unavailable", "provider_unreachable"],
  ["invalid_client (wrong secret)", "provider_failed"],
  ["id_token issued in the future, now 1, iat 2", "provider_failed"],
])("%s: %s", (message, problem) => {
  expect(explainOAuthError("OAUTH_CALLBACK_ERROR", { error: { message }, providerId: "oidc" })).toBe(problem);
  expect(explainOAuthError("OAUTH_CALLBACK_ERROR", { message })).toBe(problem);
});

test("a provider that cannot be asked at the start is out of reach, whatever the words", () => {
  expect(explainOAuthError("SIGNIN_OAUTH_ERROR", { error: { name: "AggregateError", message: "" } })).toBe(
    "provider_unreachable",
  );
  expect(explainOAuthError("OAUTH_CALLBACK_ERROR", undefined)).toBe("provider_failed");
});

test("what the provider answers is one of three things", () => {
  expect(explainProviderAnswer("access_denied")).toBe("denied");
  expect(explainProviderAnswer("temporarily_unavailable")).toBe("provider_unreachable");
  expect(explainProviderAnswer("<script>")).toBe("provider_failed");
});
