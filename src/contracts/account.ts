import * as z from "zod";
import { EmailAddress } from "./email-address.ts";
import { Locale } from "./locale.ts";
import { TimeZone } from "./maintenance.ts";
import { nameOf } from "./name.ts";
import { Preferences } from "./preferences.ts";

export const AccountName = nameOf({ missing: "Give your name.", max: 120 });

export const AccountEmail = EmailAddress.transform((address) => address.toLowerCase());

const { shortcuts, clock, moments, firstStepsDone, digest } = Preferences.shape;

/** Without defaults: what a change does not name stays as it is. */
const PreferencesChange = z
  .strictObject({
    shortcuts: shortcuts.unwrap(),
    clock: clock.unwrap(),
    moments: moments.unwrap(),
    firstStepsDone: firstStepsDone.unwrap(),
    digest: digest.unwrap(),
  })
  .partial();

/** How a person reads; null: as the browser asks for. */
export const Reading = z.strictObject({
  locale: Locale.nullable(),
  timeZone: TimeZone.nullable(),
  preferences: PreferencesChange,
});
export type Reading = z.infer<typeof Reading>;
