import { afterEach, expect, test } from "vitest";
import { type Child, jsonLineWith, startChild } from "./child.ts";
import { listTree, readCpuByRoot, readPssByRoot } from "./process-tree.ts";

/** By its own account, not by the wall clock: others may have the CPU meanwhile. */
const BURN =
  "const used = () => process.cpuUsage().user + process.cpuUsage().system; while (used() < 300_000);";
/** A parent with a child; both stay until they are stopped. The child has burned CPU when its pid is told. */
const FAMILY = `
  const { spawn } = require("node:child_process");
  const code = ${JSON.stringify(`${BURN} console.log("burned"); setInterval(() => undefined, 1000);`)};
  const child = spawn(process.execPath, ["-e", code]);
  child.stdout.once("data", () => console.log(JSON.stringify({ childPid: child.pid })));
`;

let parent: Child;
afterEach(async () => {
  for (const pid of listTree([parent.pid])) process.kill(pid, "SIGKILL");
  await parent.stop("SIGKILL");
});

test("the CPU and memory of a child belong to its nearest named ancestor", async () => {
  parent = startChild({ file: process.execPath, args: ["-e", FAMILY] });
  const childPid = Number((await parent.firstLine(jsonLineWith("childPid"))).childPid);
  expect(listTree([parent.pid]).sort()).toEqual([parent.pid, childPid].sort());

  const whole = readCpuByRoot([{ name: "all", pid: parent.pid }]).get("all") ?? 0;
  const split = readCpuByRoot([
    { name: "parent", pid: parent.pid },
    { name: "child", pid: childPid },
  ]);
  expect(split.get("child")).toBeGreaterThanOrEqual(200_000);
  expect(whole).toBeGreaterThanOrEqual(split.get("child") ?? 0);
  expect(split.get("parent")).toBeLessThan(split.get("child") ?? 0);
  expect(readPssByRoot([{ name: "child", pid: childPid }]).get("child")).toBeGreaterThan(5 * 2 ** 20);
});
