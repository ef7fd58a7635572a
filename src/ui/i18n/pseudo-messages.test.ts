import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import { enMessages } from "./en-messages.ts";
import { pseudoMessages, pseudoText } from "./pseudo-messages.ts";

test.each([
  ["Save", "⟦Šååvéé⟧"],
  ["–", "–"],
  ["{name} is gone", "{name} ⟦îîš gööñéé⟧"],
  ["since <at></at>, at last", "⟦šîîñçéé⟧ <at></at>⟦, ååţ ļååšţ⟧"],
  [
    "{count, plural, one {# monitor} other {# monitors}}",
    "{count, plural, one {⟦# mööñîîţööŕ⟧} other {⟦# mööñîîţööŕš⟧}}",
  ],
  ["{ticks, number} due", "{ticks, number} ⟦ðûûé⟧"],
])("“%s” becomes “%s”", (text, pseudo) => {
  expect(pseudoText(text)).toBe(pseudo);
});

test("the messages keep their syntax", () => {
  const t = createTranslator({ locale: "en", messages: pseudoMessages(enMessages), namespace: "incidents" });
  expect(t("subject.count", { count: 1_200 })).toMatch(/^⟦1,200 [^a-z]*m/);
  expect(t("row.seen", { name: "Ada" })).toMatch(/^⟦.+⟧ Ada$/);
});
