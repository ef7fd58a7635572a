import * as z from "zod";
import { Locale } from "./locale.ts";

export const BADGE_KINDS = ["status", "uptime", "p95", "certificate"] as const;
export type BadgeKind = (typeof BADGE_KINDS)[number];

export const BADGE_STYLES = ["flat", "flat-square", "plastic", "for-the-badge"] as const;
export type BadgeStyle = (typeof BADGE_STYLES)[number];

/** All of them carry white text (WCAG 2.2, 4.5:1 at least). */
export const BADGE_COLOURS = ["green", "yellow", "orange", "red", "blue", "purple", "grey", "black"] as const;
export type BadgeColour = (typeof BADGE_COLOURS)[number];

export const BADGE_DAYS = [30, 60, 90] as const;
export type BadgeDays = (typeof BADGE_DAYS)[number];

export const BADGE_LABEL_MAX = 60;

/** As they stand in the address. */
export const BadgeOptions = z.strictObject({
  style: z.enum(BADGE_STYLES).default("flat"),
  /** Left out: what the badge is about. */
  label: z
    .string()
    .refine((label) => [...label].length <= BADGE_LABEL_MAX, "60 characters at most")
    .optional(),
  /** Left out: by what it says. */
  color: z.enum(BADGE_COLOURS).optional(),
  labelColor: z.enum(BADGE_COLOURS).optional(),
  /** Left out: the page's language. */
  lang: Locale.optional(),
  /** Left out: all days that the page shows. */
  days: z
    .enum(["30", "60", "90"])
    .transform((days) => BADGE_DAYS.find((known) => known === Number(days)) ?? 90)
    .optional(),
});
export type BadgeOptions = z.infer<typeof BadgeOptions>;
