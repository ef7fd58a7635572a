import { hash, verify } from "@node-rs/argon2";
import { isCommonPassword } from "./common-passwords.ts";

export const MIN_PASSWORD_LENGTH = 10;
/** Longer ones only cost work; argon2 would take any length. */
export const MAX_PASSWORD_LENGTH = 256;

/** OWASP: argon2id (the default of the package), 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), PARAMETERS);
}

let dummyHash: Promise<string> | undefined;

/** Does the same work for an unknown user (`stored` null) as for a known one, so that timing tells nothing. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  dummyHash ??= hashPassword("no user has this password");
  const matches = await verify(stored ?? (await dummyHash), password.normalize("NFKC"));
  return stored !== null && matches;
}

/** A sentence for the form field, or null when the password will do. */
export function findPasswordProblem(password: string, email: string): string | null {
  if ([...password].length < MIN_PASSWORD_LENGTH) return `Use ${MIN_PASSWORD_LENGTH} characters or more.`;
  if (password.length > MAX_PASSWORD_LENGTH) return `Use ${MAX_PASSWORD_LENGTH} characters at most.`;
  if (isCommonPassword(password)) return "This password is too common. Choose one that is harder to guess.";
  if (password.toLowerCase() === email.toLowerCase())
    return "Choose a password that is not the e-mail address.";
  return null;
}
