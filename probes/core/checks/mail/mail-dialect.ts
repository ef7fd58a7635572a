import type { Login } from "#contracts/checks/check-fields.ts";
import type { MailTalk } from "./mail-talk.ts";

/** How one of the mail protocols says what all of them say. Every step rejects with a Fault. */
export type MailDialect = {
  /** Hears the greeting. */
  greet(talk: MailTalk): Promise<void>;
  /** Asks what the server can do; once more after TLS has begun. Resolves with its words in upper case. */
  listAbilities(talk: MailTalk): Promise<readonly string[]>;
  /** Gets the server to the point at which the TLS handshake begins. */
  offerTls(talk: MailTalk, abilities: readonly string[]): Promise<void>;
  signIn(talk: MailTalk, given: { login: Login; abilities: readonly string[] }): Promise<void>;
  leave(talk: MailTalk): Promise<void>;
};
