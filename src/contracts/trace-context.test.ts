import { expect, test } from "vitest";
import { formatTraceparent, parseTraceparent } from "./trace-context.ts";

const ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

test("a traceparent is read and written alike", () => {
  for (const flags of ["00", "01"]) {
    const trace = parseTraceparent(`00-${ID}-${SPAN}-${flags}`);
    expect(trace).toEqual({ traceId: ID, spanId: SPAN, isSampled: flags === "01" });
    expect(trace && formatTraceparent(trace)).toBe(`00-${ID}-${SPAN}-${flags}`);
  }
});

test("a later version is read as far as it is known", () => {
  expect(parseTraceparent(`cc-${ID}-${SPAN}-09-more`)).toEqual({
    traceId: ID,
    spanId: SPAN,
    isSampled: true,
  });
});

test.each([
  null,
  undefined,
  7,
  "",
  `00-${ID}-${SPAN}`,
  `00-${ID}-${SPAN}-01-more`,
  `ff-${ID}-${SPAN}-01`,
  `00-${"0".repeat(32)}-${SPAN}-01`,
  `00-${ID}-${"0".repeat(16)}-01`,
  `00-${ID.toUpperCase()}-${SPAN}-01`,
  `cc-${ID}-${SPAN}-01-${"x".repeat(300)}`,
])("%s is none", (text) => {
  expect(parseTraceparent(text)).toBeNull();
});
