import type { BadgeColour, BadgeStyle } from "#contracts/status-badge.ts";

/** What a badge says, before it is drawn or written as JSON. */
export type Badge = {
  label: string;
  message: string;
  colour: BadgeColour;
  labelColour: BadgeColour;
  style: BadgeStyle;
  locale: string;
};

/** White on each of them is read by everybody: 4.5:1 at least. */
export const BADGE_HEX: Readonly<Record<BadgeColour, string>> = {
  green: "#15803d",
  yellow: "#a16207",
  orange: "#c2410c",
  red: "#b91c1c",
  blue: "#1d4ed8",
  purple: "#7e22ce",
  grey: "#525252",
  black: "#171717",
};

// Controls, line separators and direction marks, what XML 1.0 does not know, and what has no width of its own to see.
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\p{Co}\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]+/gu;
const LONGEST = 60;

/** One short line that shows what it is. */
export function badgeText(text: string): string {
  const line = text.replace(UNPRINTABLE, " ").replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length <= LONGEST
    ? line
    : `${characters
        .slice(0, LONGEST - 1)
        .join("")
        .trimEnd()}…`;
}
