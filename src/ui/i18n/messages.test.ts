import { expect, test } from "vitest";
import { Locale } from "#contracts/locale.ts";
import { loadMessages } from "./load-messages.ts";

/** Dotted keys to texts. */
function flatten(tree: object, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  );
}

/** Names of what a text is filled with, at any depth of plurals and tags. */
function slots(text: string): string[] {
  // What stands in braces after "one", "other" or "=1" is a text of its own, even where it is a single word.
  const names = text.match(/(?<=(?<!\b(?:one|other|two|few|many|=\d+)\s*)\{)\s*\w+(?=\s*[,}])|<\w+>/g) ?? [];
  return [...new Set(names.map((name) => name.trim()))].filter((name) => !/^\d+$/.test(name)).sort();
}

const english = flatten(await loadMessages("en"));

test.each(Locale.options)(
  "%s has every text, with the same slots, and none that is empty",
  async (locale) => {
    const texts = new Map(flatten(await loadMessages(locale)));
    expect([...texts.keys()].sort()).toEqual(english.map(([key]) => key).sort());
    for (const [key, text] of english) {
      expect(texts.get(key)?.trim(), key).not.toBe("");
      expect(slots(texts.get(key) ?? ""), key).toEqual(slots(text));
    }
  },
);
