import { expect, test } from "vitest";
import { payloadBytes } from "./payload.ts";

test.each([
  { text: "", bytes: [] },
  { text: "a\\r\\n", bytes: [97, 13, 10] },
  { text: "\\t\\\\n", bytes: [9, 92, 110] },
  { text: "\\x00\\xfF", bytes: [0, 255] },
  { text: "é", bytes: [0xc3, 0xa9] },
  { text: "\\q\\x1", bytes: [92, 113, 92, 120, 49] },
])("$text", ({ text, bytes }) => {
  expect([...payloadBytes(text)]).toEqual(bytes);
});
