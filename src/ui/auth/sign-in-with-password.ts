import { signIn } from "next-auth/react";

const UNREACHABLE = "The server did not answer. Check your connection and try again.";

/** Null when the session is open, else the sentence to show. */
export async function signInWithPassword(credentials: {
  email: string;
  password: string;
}): Promise<string | null> {
  try {
    const answer = await signIn("credentials", { ...credentials, redirect: false });
    if (answer === undefined) return UNREACHABLE;
    if (answer.ok && answer.error === null) return null;
    return answer.error === "CredentialsSignin" || answer.error === null
      ? "The e-mail address or the password is wrong."
      : answer.error;
  } catch {
    return UNREACHABLE;
  }
}
