import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeLooks, type WatchMemory } from "./judge-looks.ts";

/** What happened after each look; `x` is a look at which the condition held. */
function watch(looks: string): string {
  let memory: WatchMemory = {};
  let story = "";
  for (const look of looks) {
    const judged = judgeLooks(memory, new Set(look === "x" ? ["redis"] : []));
    ({ memory } = judged);
    if (judged.opens.length > 0) story += "O";
    else if (judged.closes.length > 0) story += "C";
    else story += ".";
  }
  return story;
}

test.each([
  { name: "one bad look is nothing", looks: "-x--x-", story: "......" },
  { name: "two in a row open it, once", looks: "xxxxx", story: ".O..." },
  { name: "it closes by itself after two good looks", looks: "xx--", story: ".O.C" },
  { name: "one good look does not close it", looks: "xx-x-x--", story: ".O.....C" },
  { name: "it can come back", looks: "xx--xx--", story: ".O.C.O.C" },
])("$name", ({ looks, story }) => {
  expect(watch(looks)).toBe(story);
});

test("conditions do not mix", () => {
  const first = judgeLooks({}, new Set(["a", "b"]));
  expect(judgeLooks(first.memory, new Set(["b", "c"]))).toMatchObject({ opens: ["b"], closes: [] });
});

test("whatever is seen, opening and closing take turns, and what is well leaves no memory", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (seen) => {
      const looks = seen.map((wrong) => (wrong ? "x" : "-")).join("");
      const turns = watch(`${looks}--`).replaceAll(".", "");
      expect(turns).toMatch(/^(OC)*$/);
      let memory: WatchMemory = {};
      for (const wrong of [...seen, false, false])
        ({ memory } = judgeLooks(memory, new Set(wrong ? ["a"] : [])));
      expect(memory).toEqual({});
    }),
  );
});
