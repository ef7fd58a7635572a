import { expect, test } from "vitest";
import type { JobStream } from "#contracts/stream.ts";
import { addWindows } from "./add-jobs.ts";

const END = 1_800_000_001_000;
const EPOCHS = ["01900000-0000-7000-8000-0000000000aa", "01900000-0000-7000-8000-0000000000ab"];

async function idsIn(value: string): Promise<string[]> {
  const ids: string[] = [];
  const addAt: JobStream["addAt"] = async (_stream, entries) => {
    ids.push(...entries.map(({ id }) => id));
    return entries.length;
  };
  const slots = Array.from({ length: 150 }, (_, monitorId) => ({
    monitorId,
    regionId: 1,
    configVersion: 1,
    intervalMs: 10_000,
    scheduledAt: END - 1,
  }));
  const span = { fromMs: END - 1_000, toMs: END };
  const target = { stream: { addAt } as JobStream, codes: new Map([[1, "eu"]]) };
  await addWindows(target, { slots, span, windowMs: 1_000, epoch: { value, isNew: false } });
  return ids;
}

test("a window that is added again has the same entries, larger ones after smaller ones", async () => {
  const [first = "", second = ""] = await idsIn(EPOCHS[0] ?? "");
  expect(await idsIn(EPOCHS[0] ?? "")).toEqual([first, second]);
  expect(first).toMatch(new RegExp(`^${END}-\\d+$`));
  expect(second).toBe(`${END}-${Number(first.split("-")[1]) + 1}`);
});

test("regression: after a loss an entry is never taken for one that a probe still holds", async () => {
  const [before, after] = [await idsIn(EPOCHS[0] ?? ""), await idsIn(EPOCHS[1] ?? "")];
  expect(after.filter((id) => before.includes(id))).toEqual([]);
  expect(after).toHaveLength(2);
});
