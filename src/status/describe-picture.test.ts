import { expect, test } from "vitest";
import { aSnapshot, everyStateSnapshot } from "#testing/status-snapshots.ts";
import { describePicture } from "./describe-picture.ts";

const { page } = aSnapshot();

test("a picture says what the page says", () => {
  expect(describePicture(everyStateSnapshot())).toMatchObject({
    title: "Acme Cloud",
    headline: "Some systems are down",
    address: "status.acme.example",
    isWell: false,
  });
  expect(describePicture(aSnapshot()).isWell).toBe(true);
});

test.each([
  { title: "Überall 24/7", drawn: "Überall 24/7" },
  { title: "Acme 🚀\u202e क्लाउड", drawn: "Acme" },
  { title: "クラウド", drawn: "acme" },
])("$title is drawn with what the font has, for which nobody else is asked", ({ title, drawn }) => {
  expect(describePicture(aSnapshot({ page: { title } })).title).toBe(drawn);
});

test("Hindi is not in the font, so that its picture is in English", () => {
  const look = { ...page.look, locale: "hi" as const };
  expect(describePicture(aSnapshot({ page: { look } })).headline).toBe("All systems operational");
});
