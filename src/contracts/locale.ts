import * as z from "zod";

/** Languages of the interface, by BCP 47. */
export const Locale = z.enum(["en", "de", "hi"]);
export type Locale = z.infer<typeof Locale>;

export const LOCALE_COOKIE = "uptick-locale";
/** Asks a server that allows it (UPTICK_PSEUDO_LOCALE=1) for stretched English: e2e/pseudo-locale.spec.ts. */
export const PSEUDO_COOKIE = "uptick-pseudo";
export const ZONE_COOKIE = "uptick-zone";
