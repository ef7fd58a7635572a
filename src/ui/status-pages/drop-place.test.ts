import { expect, test } from "vitest";
import { dropIndex, dropPlace, withoutMoved } from "./drop-place.ts";

const boxes = [
  { bottom: 100, middles: [20, 50, 80] },
  { bottom: 200, middles: [] },
  { bottom: 300, middles: [250] },
];

test.each([
  [-40, 0, 0],
  [10, 0, 0],
  [49, 0, 1],
  [51, 0, 2],
  [99, 0, 3],
  [150, 1, 0],
  [210, 2, 0],
  [260, 2, 1],
  [900, 2, 1],
])("at %i something is dropped into section %i before row %i", (y, section, index) => {
  expect(dropPlace(boxes, y)).toEqual({ section, index });
});

test("a page without sections has no place for it", () => {
  expect(dropPlace([], 10)).toBeNull();
  expect(dropIndex([], 10)).toBe(0);
});

test("what goes down in its own section leaves its old place behind", () => {
  const from = { section: 0, index: 1 };
  expect(withoutMoved({ section: 0, index: 3 }, from)).toEqual({ section: 0, index: 2 });
  expect(withoutMoved({ section: 0, index: 1 }, from)).toEqual({ section: 0, index: 1 });
  expect(withoutMoved({ section: 0, index: 0 }, from)).toEqual({ section: 0, index: 0 });
  expect(withoutMoved({ section: 1, index: 3 }, from)).toEqual({ section: 1, index: 3 });
});
