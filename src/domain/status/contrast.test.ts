import fc from "fast-check";
import { expect, test } from "vitest";
import { contrastRatio, correctContrast, inkOn } from "./contrast.ts";

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("the ratios of the standard", () => {
  expect(contrastRatio("#000000", "#ffffff")).toBe(21);
  expect(contrastRatio("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrastRatio("#123456", "#123456")).toBe(1);
});

test("what can be read stays as it is", () => {
  expect(correctContrast("#0f766e", "#ffffff")).toBe("#0f766e");
});

test("yellow on white becomes a darker yellow, navy on black a lighter blue", () => {
  expect(correctContrast("#facc15", "#ffffff")).toMatch(/^#[0-9a-f]{6}$/);
  expect(contrastRatio(correctContrast("#facc15", "#ffffff"), "#ffffff")).toBeLessThan(5);
  expect(contrastRatio(correctContrast("#000080", "#000000"), "#000000")).toBeGreaterThanOrEqual(4.5);
});

test("any colour can be read on any background afterwards, and so can the ink", () => {
  fc.assert(
    fc.property(colour, colour, (text, background) => {
      expect(contrastRatio(correctContrast(text, background), background)).toBeGreaterThanOrEqual(4.5);
      expect(contrastRatio(inkOn(background), background)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});
