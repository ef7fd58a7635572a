import type { BadgeStyle } from "#contracts/status-badge.ts";
import { BADGE_HEX, type Badge, badgeText } from "./badge.ts";

/** https://shields.io/badges/endpoint-badge */
export type ShieldsBadge = {
  schemaVersion: 1;
  label: string;
  message: string;
  color: string;
  labelColor: string;
  style: BadgeStyle;
  isError: boolean;
};

export function shieldsBadge(badge: Badge, { isError }: { isError: boolean }): ShieldsBadge {
  return {
    schemaVersion: 1,
    label: badgeText(badge.label),
    // The scheme wants something there.
    message: badgeText(badge.message) || "–",
    color: BADGE_HEX[badge.colour].slice(1),
    labelColor: BADGE_HEX[badge.labelColour].slice(1),
    style: badge.style,
    isError,
  };
}
