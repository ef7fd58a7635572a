import { expect, test } from "vitest";
import { moveThumb, placeThumb } from "./move-thumb.ts";

const whole = { fromMs: 0, toMs: 1_000 };
const chosen = { fromMs: 200, toMs: 300 };
const start = { whole, chosen, end: "fromMs" as const, stepMs: 20 };
const end = { ...start, end: "toMs" as const };

test.each([
  { key: "ArrowLeft", shiftKey: false, at: start, gives: { fromMs: 180, toMs: 300 } },
  { key: "ArrowLeft", shiftKey: true, at: start, gives: { fromMs: 0, toMs: 300 } },
  { key: "ArrowRight", shiftKey: true, at: start, gives: { fromMs: 280, toMs: 300 } },
  { key: "ArrowLeft", shiftKey: true, at: end, gives: { fromMs: 200, toMs: 220 } },
  { key: "PageUp", shiftKey: false, at: end, gives: { fromMs: 200, toMs: 500 } },
  { key: "End", shiftKey: false, at: end, gives: { fromMs: 200, toMs: 1_000 } },
  { key: "Home", shiftKey: false, at: start, gives: { fromMs: 0, toMs: 300 } },
  { key: "Tab", shiftKey: false, at: start, gives: null },
])("$key, shift $shiftKey", ({ key, shiftKey, at, gives }) => {
  expect(moveThumb({ key, shiftKey }, at)).toEqual(gives);
});

test("a pointer beyond the other end stops one step before it", () => {
  expect(placeThumb(900, start)).toEqual({ fromMs: 280, toMs: 300 });
});
