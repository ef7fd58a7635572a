import type { Preferences } from "#contracts/preferences.ts";

/** “12 s ago” becomes the time, and the other way round. */
export function flipMoments(preferences: Preferences): Preferences {
  return { ...preferences, moments: preferences.moments === "relative" ? "absolute" : "relative" };
}
