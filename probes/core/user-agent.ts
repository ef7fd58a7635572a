import { PROBE_DEFAULTS } from "./probe-options.ts";

/** What a header can hold without being mistaken for the end of its comment. */
const CONTACT = /^https?:\/\/[!-'*-~]{1,200}$/;
const NAME = `Uptick/${PROBE_DEFAULTS.version.split(".").slice(0, 2).join(".")}`;

let current = `${NAME} (uptime monitor)`;

/** How every request of a check introduces itself. */
export function userAgent(): string {
  return current;
}

/** From now on with the address that the app gives to whoever asks about the checks; without one when there is none. */
export function introduceAs(contactUrl: string | undefined): void {
  const isContact = contactUrl !== undefined && CONTACT.test(contactUrl);
  current = `${NAME} (${isContact ? `+${contactUrl}` : "uptime monitor"})`;
}
