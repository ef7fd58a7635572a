import * as z from "zod";

/** What a single-use token is good for; the row's `data` depends on it. */
export const OneTimeTokenKind = z.enum([
  "magic_link",
  "password_reset",
  "email_change",
  "second_factor",
  "passkey_registration",
  "passkey_assertion",
  "link_account",
  "status_gate",
]);
export type OneTimeTokenKind = z.infer<typeof OneTimeTokenKind>;

/** How long each kind is good for. */
export const ONE_TIME_TOKEN_MS: Readonly<Record<OneTimeTokenKind, number>> = {
  magic_link: 15 * 60_000,
  password_reset: 30 * 60_000,
  email_change: 60 * 60_000,
  second_factor: 10 * 60_000,
  passkey_registration: 5 * 60_000,
  passkey_assertion: 5 * 60_000,
  link_account: 10 * 60_000,
  status_gate: 15 * 60_000,
};
