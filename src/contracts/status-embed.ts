import * as z from "zod";
import { Locale } from "./locale.ts";

export const EMBED_THEMES = ["system", "light", "dark"] as const;
export type EmbedTheme = (typeof EMBED_THEMES)[number];

/** As they stand in the address of the frame. */
export const EmbedOptions = z.strictObject({
  theme: z.enum(EMBED_THEMES).default("system"),
  /** all: the components below the state of the page. */
  show: z.enum(["all", "state"]).default("all"),
  /** Left out: the page's language. */
  lang: Locale.optional(),
});
export type EmbedOptions = z.infer<typeof EmbedOptions>;
