import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ChildSpec } from "./child-spec.ts";
import { pollUntil } from "./poll-until.ts";
import { findProcess } from "./process-identity.ts";
import { spawnChild } from "./spawn-child.ts";

let folder: string;
let parent: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uptick-child-"));
});
afterEach(() => {
  parent?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function specOf(code: string, rest: Partial<ChildSpec> = {}): ChildSpec {
  return {
    name: "child",
    command: process.execPath,
    args: ["-e", code],
    env: { PATH: process.env.PATH ?? "" },
    parentWatch: "shell",
    stopSignal: "SIGTERM",
    stopTimeoutMs: 5_000,
    ...rest,
  };
}

/** A process that starts `spec` and prints the child's id. */
async function startParent(spec: ChildSpec): Promise<{ launcher: ChildProcess; pid: number }> {
  const file = join(folder, "parent.mjs");
  const contents = `import { spawnChild } from "./spawn-child.ts";
    const child = spawnChild(${JSON.stringify(spec)}, () => undefined);
    process.stdout.write(String(child.pid)); setInterval(() => undefined, 1000);`;
  const stdin = { contents, resolveDir: import.meta.dirname, loader: "ts" as const };
  await build({ stdin, bundle: true, platform: "node", format: "esm", outfile: file, logLevel: "error" });
  const launcher = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  parent = launcher;
  const [text] = await once(launcher.stdout, "data");
  return { launcher, pid: Number(text) };
}

test("a program of others ends when its launcher is killed without warning", async () => {
  const { launcher, pid } = await startParent(specOf("setInterval(() => undefined, 1000)"));
  expect(findProcess(pid)).not.toBeNull();
  launcher.kill("SIGKILL");
  expect(await pollUntil(() => findProcess(pid) === null, { timeoutMs: 5_000 })).toBe(true);
});

test("one of our own programs ends when its launcher is killed without warning", async () => {
  const env = {
    PATH: process.env.PATH ?? "",
    UPTICK_APP_URL: "http://127.0.0.1:9",
    CRON_SECRET: "0123456789abcdef",
  };
  const file = join(folder, "cron.mjs");
  await build({
    entryPoints: ["scripts/cron/main.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: file,
  });
  const { launcher, pid } = await startParent(specOf("", { args: [file], env, parentWatch: "self" }));
  expect(findProcess(pid)).not.toBeNull();
  launcher.kill("SIGKILL");
  expect(await pollUntil(() => findProcess(pid) === null, { timeoutMs: 5_000 })).toBe(true);
});

test("output arrives by lines, and the end is told with its code", async () => {
  const lines: string[] = [];
  const child = spawnChild(specOf("console.log('one'); console.error('two'); process.exitCode = 3"), (line) =>
    lines.push(line),
  );
  expect(await child.ended).toBe("code 3");
  await pollUntil(() => lines.length === 2, { timeoutMs: 5_000 });
  expect(lines.sort()).toEqual(["one", "two"]);
});

test("a child that ignores its stop signal is killed after its time", async () => {
  let isUp = false;
  const code =
    "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); console.log('up')";
  const child = spawnChild(specOf(code, { stopTimeoutMs: 200 }), () => {
    isUp = true;
  });
  await pollUntil(() => isUp, { timeoutMs: 10_000 });
  await child.stop();
  expect(await child.ended).toBe("SIGKILL");
});
