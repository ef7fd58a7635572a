import type { Preferences } from "./preferences.ts";

/** Those of a visitor; the defaults of `Preferences`, without zod. */
export const USUAL_PREFERENCES: Preferences = {
  shortcuts: true,
  clock: "auto",
  moments: "relative",
  firstStepsDone: false,
  digest: false,
};
