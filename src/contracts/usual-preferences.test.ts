import { expect, test } from "vitest";
import { Preferences } from "./preferences.ts";
import { USUAL_PREFERENCES } from "./usual-preferences.ts";

test("a visitor's preferences are the defaults of a person's", () => {
  expect(USUAL_PREFERENCES).toEqual(Preferences.parse({}));
});
