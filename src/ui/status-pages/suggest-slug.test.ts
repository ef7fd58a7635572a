import { expect, test } from "vitest";
import { StatusSlug } from "#contracts/status-page.ts";
import { suggestSlug } from "./suggest-slug.ts";

test.each([
  ["Acme Cloud", "acme-cloud"],
  ["  Acme’s Cloud (EU) – v2 ", "acmes-cloud-eu-v2"],
  ["Müller & Söhne Großhandel", "mueller-soehne-grosshandel"],
  ["Crème Brûlée", "creme-brulee"],
  ["Status", "status-status"],
  ["AB", "ab-status"],
  ["स्थिति", "status-page"],
  ["🚀", "status-page"],
  ["xn--test", "xn-test"],
])("“%s” is offered as %s", (title, slug) => {
  expect(suggestSlug(title)).toBe(slug);
});

test("there is nothing to suggest without a title", () => {
  expect(suggestSlug("   ")).toBe("");
});

test.each(["a".repeat(200), "Very ".repeat(40), "A", "-", "uptick", `${"x".repeat(47)} y`])(
  "what is suggested for “%s” is always taken",
  (title) => {
    expect(StatusSlug.safeParse(suggestSlug(title)).success).toBe(true);
  },
);
