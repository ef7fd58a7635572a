import { isTRPCClientError } from "@trpc/client";
import type { Locale } from "#contracts/locale.ts";
import { LOCALES } from "#contracts/locales.ts";
import { codeOf } from "./query-client.ts";

// Not from the messages: it is asked for outside of components, wherever a call is caught.
const NO_ANSWER: Record<Locale, string> = {
  en: "The server did not answer. Check your connection and try again.",
  de: "Der Server hat nicht geantwortet. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
  hi: "सर्वर ने उत्तर नहीं दिया। अपना कनेक्शन जाँचें और फिर कोशिश करें।",
};

/** The server's sentence when it answered; ours when the request did not arrive. */
export function errorMessage(error: unknown): string {
  if (isTRPCClientError(error) && codeOf(error) !== "UNKNOWN") return error.message;
  return NO_ANSWER[shownLocale()];
}

function shownLocale(): Locale {
  if (typeof document === "undefined") return "en";
  return LOCALES.find((locale) => locale === document.documentElement.lang) ?? "en";
}
