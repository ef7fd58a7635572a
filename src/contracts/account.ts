import * as z from "zod";
import { Locale } from "./locale.ts";
import { TimeZone } from "./maintenance.ts";
import { Preferences } from "./preferences.ts";

export const AccountName = z.string().trim().min(1, "Give your name.").max(120);

export const AccountEmail = z
  .string()
  .trim()
  .max(254)
  .toLowerCase()
  .pipe(z.email("Give a full e-mail address."));

const { shortcuts, clock, moments, firstStepsDone } = Preferences.shape;

/** Without defaults: what a change does not name stays as it is. */
const PreferencesChange = z
  .strictObject({
    shortcuts: shortcuts.unwrap(),
    clock: clock.unwrap(),
    moments: moments.unwrap(),
    firstStepsDone: firstStepsDone.unwrap(),
  })
  .partial();

/** How a person reads; null: as the browser asks for. */
export const Reading = z.strictObject({
  locale: Locale.nullable(),
  timeZone: TimeZone.nullable(),
  preferences: PreferencesChange,
});
export type Reading = z.infer<typeof Reading>;
