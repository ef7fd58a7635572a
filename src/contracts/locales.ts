/** Languages of the interface, by BCP 47. Without zod, which a page does not need to know its language. */
export const LOCALES = ["en", "de", "hi"] as const;

export const LOCALE_COOKIE = "uptick-locale";
/** Asks a server that allows it (UPTICK_PSEUDO_LOCALE=1) for stretched English: e2e/pseudo-locale.spec.ts. */
export const PSEUDO_COOKIE = "uptick-pseudo";
export const ZONE_COOKIE = "uptick-zone";
