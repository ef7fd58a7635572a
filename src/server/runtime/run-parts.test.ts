import { expect, test, vi } from "vitest";
import type { Deps } from "./deps.ts";
import { runParts } from "./run-parts.ts";

test("a part that fails is named, and the others do their work", async () => {
  const error = vi.fn();
  const deps = { log: { error } } as unknown as Deps;
  const report = await runParts(deps, [
    { name: "posts", run: () => Promise.reject(new Error("no table")) },
    { name: "pages", run: async () => 3 },
  ]);
  expect(report).toEqual({
    ok: false,
    done: { pages: 3 },
    failures: [{ part: "posts", reason: "no table" }],
  });
  expect(error).toHaveBeenCalledTimes(1);
});

test("with nothing amiss the report is good", async () => {
  const report = await runParts({} as Deps, [{ name: "pages", run: async () => 0 }]);
  expect(report).toEqual({ ok: true, done: { pages: 0 }, failures: [] });
});
