import * as z from "zod";

/** Languages of the interface, by BCP 47. */
export const Locale = z.enum(["en", "de", "hi"]);
export type Locale = z.infer<typeof Locale>;

export const LOCALE_COOKIE = "uptick-locale";
export const ZONE_COOKIE = "uptick-zone";
