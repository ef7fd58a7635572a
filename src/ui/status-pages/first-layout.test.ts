import { expect, test } from "vitest";
import { StatusLayout } from "#contracts/status-page.ts";
import { firstLayout } from "./first-layout.ts";

const uuid = (count: number) => `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;
const monitor = (count: number, ...tags: string[]) => ({ id: uuid(count), name: `Monitor ${count}`, tags });
const shape = (layout: StatusLayout) =>
  layout.map(({ name, components }) => [name, components.map((component) => component.name)]);

test("without tags everything stands in one section without a heading", () => {
  expect(shape(firstLayout([monitor(1, "eu"), monitor(2)], []))).toEqual([["", ["Monitor 1", "Monitor 2"]]]);
});

test("each tag is a section, a monitor stands once, and what has no tag comes last", () => {
  const monitors = [monitor(1, "web", "eu-west"), monitor(2), monitor(3, "eu-west")];
  expect(shape(firstLayout(monitors, ["eu-west", "web"]))).toEqual([
    ["Eu west", ["Monitor 1", "Monitor 3"]],
    ["", ["Monitor 2"]],
  ]);
});

test("more monitors than a section takes go on in the next one, and the contract takes the whole", () => {
  const layout = firstLayout(
    Array.from({ length: 450 }, (_, count) => monitor(count)),
    [],
  );
  expect(layout.map(({ components }) => components.length)).toEqual([200, 200, 50]);
  expect(StatusLayout.safeParse(layout).success).toBe(true);
});

test("a long name is cut to what visitors are shown", () => {
  const [section] = firstLayout([{ id: uuid(1), name: "n".repeat(180), tags: [] }], []);
  expect(section?.components[0]?.name).toHaveLength(120);
});

test("no monitors make an empty page", () => {
  expect(firstLayout([], ["eu"])).toEqual([]);
});
