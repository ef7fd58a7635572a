import { expect, test } from "vitest";
import { readVerb } from "./read-verb.ts";

const names = { pause: "Pause", resume: "Resume", check: "Check now", acknowledge: "Acknowledge" };

test.each([
  ["pause shop", { verb: "pause", search: "shop" }],
  ["check the shop", { verb: "check", search: "the shop" }],
  ["ack shop", { verb: "acknowledge", search: "shop" }],
  ["shop pause", { verb: null, search: "shop pause" }],
  ["pause", { verb: null, search: "pause" }],
  ["pa shop", { verb: null, search: "pa shop" }],
  ["checkout shop", { verb: null, search: "checkout shop" }],
])("“%s”", (text, read) => {
  expect(readVerb(text, names)).toEqual(read);
});
