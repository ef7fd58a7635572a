import { signIn } from "next-auth/react";

export type PasswordAnswer =
  /** `path`: where the server wants the second factor; null where the session is open. */
  | { kind: "welcome"; path: string | null }
  | { kind: "wrong" }
  | { kind: "unreachable" }
  /** The server's own sentence, such as how long to wait. */
  | { kind: "refused"; message: string };

export async function signInWithPassword(
  credentials: { email: string; password: string },
  next = "/monitors",
): Promise<PasswordAnswer> {
  try {
    const answer = await signIn("credentials", { ...credentials, callbackUrl: next, redirect: false });
    if (answer === undefined) return { kind: "unreachable" };
    if (answer.ok && answer.error === null) return { kind: "welcome", path: secondStep(answer.url) };
    return answer.error === "CredentialsSignin" || answer.error === null
      ? { kind: "wrong" }
      : { kind: "refused", message: answer.error };
  } catch {
    return { kind: "unreachable" };
  }
}

/** The path alone: the browser may know us by another address than the configured one. */
function secondStep(url: string | null): string | null {
  const path = url === null ? null : new URL(url, window.location.origin).pathname;
  return path?.startsWith("/sign-in/") ? path : null;
}
