import { expect, test } from "vitest";
import { Locale } from "#contracts/locale.ts";
import de from "./messages/de.json" with { type: "json" };
import en from "./messages/en.json" with { type: "json" };
import hi from "./messages/hi.json" with { type: "json" };

const MESSAGES: Record<Locale, object> = { en, de, hi };

function flatten(tree: object, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  );
}

/** What a text is filled with. */
function slots(text: string): string[] {
  return [...new Set(text.match(/\{\w+(?=[,}])/g) ?? [])].sort();
}

test.each(Locale.options)("visitors find every text in %s, filled with the same", (locale) => {
  const texts = new Map(flatten(MESSAGES[locale]));
  expect([...texts.keys()].sort()).toEqual(
    flatten(en)
      .map(([key]) => key)
      .sort(),
  );
  for (const [key, text] of flatten(en)) {
    expect(texts.get(key)?.trim(), key).not.toBe("");
    expect(slots(texts.get(key) ?? ""), key).toEqual(slots(text));
  }
});
