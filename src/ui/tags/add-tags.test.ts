import { expect, test } from "vitest";
import { addTags } from "./add-tags.ts";

test("words become tags in lower case, each once", () => {
  expect(addTags(["prod"], " Web, prod team:shop ")).toEqual({
    tags: ["prod", "web", "team:shop"],
    rest: "",
    problem: undefined,
  });
});

test("what is no tag stays in the field with the reason", () => {
  expect(addTags([], "web ünï -x")).toEqual({ tags: ["web"], rest: "ünï -x", problem: expect.any(String) });
});
