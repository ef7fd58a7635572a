import { afterAll, beforeAll, expect, test } from "vitest";
import { type Child, startChild } from "./child.ts";
import { markRegions, type ScriptedTarget, startScriptedTarget } from "./scripted-target.ts";

/** Asks for the URL of its argument each 50 ms and prints the status. */
const ASKER = `
  const { get } = require("node:http");
  const ask = () => get(process.argv[1], { agent: false }, (response) => console.log(response.resume().statusCode));
  setInterval(ask, 50);
`;

let target: ScriptedTarget;
let near: Child;
let far: Child;

beforeAll(async () => {
  target = await startScriptedTarget();
  const env = await markRegions();
  const probe = (region: string) =>
    startChild({
      file: process.execPath,
      args: ["-e", ASKER, target.urlOf(7)],
      env: { ...env, UPTICK_INSTANCE: `${region}-a` },
    });
  near = probe("local-1");
  far = probe("local-2");
});
afterAll(async () => {
  await Promise.all([near?.stop("SIGKILL"), far?.stop("SIGKILL"), target?.stop()]);
});

const says = (child: Child, status: string) => child.firstLine((line) => (line === status ? true : null));

test("a fault of one region is seen by its probe alone", async () => {
  await Promise.all([says(near, "200"), says(far, "200")]);
  target.script(7, { kind: "span", fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, region: "local-2" });
  await says(far, "503");
  expect(near.tail()).not.toContain("503");
});

test("a fault of two checks is over after two", async () => {
  target.script(8, { kind: "checks", fromMs: 0, count: 2 });
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await fetch(target.urlOf(8))).status);
  expect(statuses).toEqual([503, 503, 200, 200]);
  expect(target.asked.filter(({ id }) => id === 8).map(({ ok }) => ok)).toEqual([false, false, true, true]);
});

test("a hook remembers what came, when and with which key", async () => {
  const headers = { "webhook-id": "key-1" };
  await fetch(target.hookUrl("a"), {
    method: "POST",
    headers,
    body: JSON.stringify({ type: "monitor.down" }),
  });
  expect(target.received).toMatchObject([{ hook: "a", id: "key-1", type: "monitor.down" }]);
});
