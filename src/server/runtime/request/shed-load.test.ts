import { expect, test } from "vitest";
import { ExpensiveQueue } from "./expensive-queue.ts";
import { isTooMuch } from "./load-gate.ts";

test("exports are given up first, then screens", () => {
  expect(isTooMuch({ delayMs: 300, queueShare: 0 }, "expensive")).toBe(true);
  expect(isTooMuch({ delayMs: 300, queueShare: 0 }, "usual")).toBe(false);
  expect(isTooMuch({ delayMs: 0, queueShare: 3 }, "expensive")).toBe(true);
  expect(isTooMuch({ delayMs: 0, queueShare: 3 }, "usual")).toBe(false);
  expect(isTooMuch({ delayMs: 1_500, queueShare: 0 }, "usual")).toBe(true);
  expect(isTooMuch({ delayMs: 0, queueShare: 0 }, "expensive")).toBe(false);
});

test("long work waits for a place until the answer before it has been read, and is refused when the line is full", async () => {
  const queue = new ExpensiveQueue(1, 1);
  const begun: number[] = [];
  const ask = (n: number) =>
    queue.answer(async () => {
      begun.push(n);
      return new Response(`answer ${n}`);
    });
  const first = await ask(1);
  const second = ask(2);
  expect(await ask(3)).toBeNull();
  expect(begun).toEqual([1]);
  expect(await first?.text()).toBe("answer 1");
  expect(await (await second)?.text()).toBe("answer 2");
  expect(begun).toEqual([1, 2]);
});

test("who goes away frees the place, and so does work that fails", async () => {
  const queue = new ExpensiveQueue(1, 0);
  const left = await queue.answer(async () => new Response(new ReadableStream({ pull: () => undefined })));
  await left?.body?.cancel();
  await expect(queue.answer(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await (await queue.answer(async () => new Response("next")))?.text()).toBe("next");
});

test("refusals hold no place, read or not", async () => {
  const queue = new ExpensiveQueue(1, 1);
  for (let asked = 0; asked < 5; asked += 1) {
    const refused = await queue.answer(async () => new Response("Sign in first.", { status: 401 }));
    expect(refused?.status).toBe(401);
  }
  expect(await (await queue.answer(async () => new Response("next")))?.text()).toBe("next");
});
