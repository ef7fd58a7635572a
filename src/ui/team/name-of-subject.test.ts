import { expect, test } from "vitest";
import { nameOfSubject } from "./name-of-subject.ts";

test.each<{ name: string; detail: unknown; says: string | null }>([
  { name: "what was made", detail: { after: { name: "Shop" } }, says: "Shop" },
  { name: "what was renamed", detail: { before: { name: "Shop" }, after: { name: "Store" } }, says: "Store" },
  { name: "what is gone", detail: { before: { name: "Shop" }, after: null }, says: "Shop" },
  { name: "an incident", detail: { after: { title: "Search is slow" } }, says: "Search is slow" },
  { name: "an invitation", detail: { email: "grace@example.com" }, says: "grace@example.com" },
  { name: "a change that does not name it", detail: { before: { role: "viewer" } }, says: null },
  { name: "no detail", detail: null, says: null },
  { name: "a name of another kind", detail: { after: { name: 7 } }, says: null },
])("$name", ({ detail, says }) => {
  expect(nameOfSubject(detail)).toBe(says);
});
