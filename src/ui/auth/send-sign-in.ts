export type SignInResult =
  | { kind: "welcome"; next: string | null }
  | { kind: "refused"; message: string | null };

/** Asks a sign-in route; `message` null: the server did not answer. */
export async function sendSignIn(
  route: "link" | "passkey" | "second-factor",
  body: object,
): Promise<SignInResult> {
  try {
    const response = await fetch(`/api/sign-in/${route}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer: { next?: string | null; error?: string } = await response.json();
    if (response.ok) return { kind: "welcome", next: answer.next ?? null };
    return { kind: "refused", message: answer.error ?? null };
  } catch {
    // No network, or an answer of something that stands before Uptick.
    return { kind: "refused", message: null };
  }
}
