import { expect, test } from "vitest";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import {
  type ComponentValues,
  type ContentValues,
  idsOfSaved,
  newComponents,
  newSection,
  readContent,
  type SectionValues,
} from "./content-values.ts";
import {
  insertComponent,
  moveComponent,
  moveSection,
  neighbourOf,
  placeOf,
  removeComponent,
} from "./move-in-layout.ts";

const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const show = { bars: true, uptime: true, chart: false, regions: true };
const part = (key: string): ComponentValues => ({
  key,
  name: key,
  description: "",
  monitors: [{ id: uuid(1), name: key }],
  show,
});
const layout = (...sections: string[]): SectionValues[] =>
  sections.map((keys, index) => ({ ...newSection(`s${index}`), components: [...keys].map(part) }));
const order = (sections: readonly SectionValues[]) =>
  sections.map(({ components }) => components.map(({ key }) => key).join("")).join("|");

test.each<{ name: string; from: string[]; key: string; to: [number, number]; ends: string }>([
  { name: "down in its section", from: ["abc", "d"], key: "a", to: [0, 2], ends: "bca|d" },
  { name: "up in its section", from: ["abc", "d"], key: "c", to: [0, 0], ends: "cab|d" },
  { name: "into another section", from: ["abc", "d"], key: "b", to: [1, 1], ends: "ac|db" },
  { name: "into an empty section", from: ["ab", ""], key: "a", to: [1, 0], ends: "b|a" },
  { name: "to where it is", from: ["ab", ""], key: "a", to: [0, 0], ends: "ab|" },
  { name: "to a section that is not there", from: ["ab"], key: "a", to: [4, 0], ends: "ab" },
  { name: "that is not there", from: ["ab"], key: "z", to: [0, 0], ends: "ab" },
])("a component is moved $name", ({ from, key, to: [section, index], ends }) => {
  expect(order(moveComponent(layout(...from), key, { section, index }))).toBe(ends);
});

test("by keyboard a component goes down through all sections, and up again, and stops at both ends", () => {
  let sections: readonly SectionValues[] = layout("ab", "", "c");
  const seen: string[] = [];
  const walk = (step: -1 | 1) => {
    for (let turn = 0; turn < 9; turn += 1) {
      const place = placeOf(sections, "a");
      const next = place && neighbourOf(sections, place, step);
      if (next === null) return;
      sections = moveComponent(sections, "a", next);
      seen.push(order(sections));
    }
  };
  walk(1);
  expect(seen).toEqual(["ba||c", "b|a|c", "b||ac", "b||ca"]);
  seen.length = 0;
  walk(-1);
  expect(seen).toEqual(["b||ac", "b|a|c", "ba||c", "ab||c"]);
});

test("what was removed goes back to where it was", () => {
  const before = layout("abc", "d");
  const removed = removeComponent(before, "b");
  expect(order(removed)).toBe("ac|d");
  expect(order(insertComponent(removed, part("b"), { section: 0, index: 1 }))).toBe("abc|d");
});

test("sections are moved within the page and not beyond it", () => {
  const keys = (sections: readonly SectionValues[]) => sections.map(({ key }) => key).join(" ");
  expect(keys(moveSection(layout("a", "b", "c"), "s0", 2))).toBe("s1 s2 s0");
  expect(keys(moveSection(layout("a", "b", "c"), "s0", -1))).toBe("s0 s1 s2");
  expect(keys(moveSection(layout("a", "b", "c"), "s2", 3))).toBe("s0 s1 s2");
});

test("monitors become components under their names, of which the contract takes 120 letters", () => {
  let next = 0;
  const made = newComponents([{ id: uuid(1), name: "x".repeat(200) }], () => String(next++));
  const values: ContentValues = {
    title: "Acme",
    description: "",
    sections: [{ ...newSection("s"), components: made }],
  };
  expect(readContent(values, new Map())).toMatchObject({
    kind: "input",
    input: { layout: [{ components: [{ name: "x".repeat(120), monitorIds: [uuid(1)] }] }] },
  });
});

test("what is wrong is said at its field", () => {
  const sections = layout("a");
  const [first] = sections;
  if (first?.components[0] === undefined) throw new Error("There is no component.");
  first.components[0] = { ...first.components[0], name: " ", monitors: [] };
  const read = readContent({ title: "", description: "", sections }, new Map());
  if (read.kind !== "problems") throw new Error("It should not be taken.");
  expect(Object.keys(read.problems).sort()).toEqual([
    "layout.0.components.0.monitorIds",
    "layout.0.components.0.name",
    "title",
  ]);
});

test("what is new is sent with the id that its first saving gave it", () => {
  const values: ContentValues = { title: "Acme", description: "", sections: layout("a") };
  const saved = { sections: [{ id: uuid(7), components: [{ id: uuid(8) }] }] } as StatusPageDetail;
  const ids = new Map(idsOfSaved(values, saved));
  expect(readContent(values, new Map())).not.toHaveProperty("input.layout.0.id");
  expect(readContent(values, ids)).toMatchObject({
    input: { layout: [{ id: uuid(7), components: [{ id: uuid(8) }] }] },
  });
});
