import { expect, test } from "vitest";
import { chooseLocale } from "./choose-locale.ts";

test.each([
  { name: "what was chosen wins", chosen: "hi", accepted: "de", locale: "hi" },
  { name: "an unknown choice is none", chosen: "xx", accepted: "de-AT,en;q=0.5", locale: "de" },
  {
    name: "the browser's order is by weight",
    chosen: undefined,
    accepted: "fr, en;q=0.4, de-CH;q=0.9",
    locale: "de",
  },
  { name: "a weight of nothing refuses", chosen: undefined, accepted: "de;q=0, hi;q=0.1", locale: "hi" },
  { name: "English where nothing is known", chosen: undefined, accepted: null, locale: "en" },
  { name: "damaged headers do no harm", chosen: "", accepted: ";;,q=,*", locale: "en" },
])("$name", ({ chosen, accepted, locale }) => {
  expect(chooseLocale(chosen, accepted)).toBe(locale);
});
