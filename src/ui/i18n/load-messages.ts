import type { Locale } from "#contracts/locale.ts";
import type { enMessages } from "./en-messages.ts";

/** One namespace per area of the interface; every language has the keys of English. */
export type Messages = typeof enMessages;

const LOADERS = {
  en: async () => (await import("./en-messages.ts")).enMessages,
  de: async () => (await import("./de-messages.ts")).deMessages,
  hi: async () => (await import("./hi-messages.ts")).hiMessages,
} satisfies Record<Locale, () => Promise<Messages>>;

export function loadMessages(locale: Locale): Promise<Messages> {
  return LOADERS[locale]();
}
