import { expect, test } from "vitest";
import { Turnstile } from "./turnstile.ts";

const settled = async (entering: Promise<string>) =>
  Promise.race([entering, new Promise<string>((done) => setImmediate(() => done("waits")))]);

test("two are inside, the third takes the place of the first that leaves", async () => {
  const turnstile = new Turnstile(2);
  expect(await turnstile.enter(() => undefined)).toBe("in");
  expect(await turnstile.enter(() => undefined)).toBe("in");
  const third = turnstile.enter(() => undefined);
  expect(await settled(third)).toBe("waits");
  turnstile.leave();
  expect(await settled(third)).toBe("in");
});

test("who gives up waiting takes no place, also after being let in", async () => {
  const turnstile = new Turnstile(1);
  await turnstile.enter(() => undefined);
  let giveUp: () => void = () => undefined;
  const second = turnstile.enter((give) => {
    giveUp = give;
  });
  giveUp();
  expect(await settled(second)).toBe("gave up");
  const third = turnstile.enter((give) => {
    giveUp = give;
  });
  turnstile.leave();
  giveUp();
  expect(await settled(third)).toBe("in");
  turnstile.leave();
  expect(await turnstile.enter(() => undefined)).toBe("in");
  expect(await settled(turnstile.enter(() => undefined))).toBe("waits");
});
