// What can be checked without any service; each one counts as one test.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./install.mjs";

const bin = (path) => join(root, "node_modules", path);

export const checks = [
  { name: "format and lint", args: [bin("@biomejs/biome/bin/biome"), "check", "."] },
  // What was kept from the last run does not see that a file of messages has changed.
  { name: "types", args: [bin("typescript/bin/tsc"), "--noEmit", "--incremental", "false"] },
  {
    name: "import rules",
    args: [
      "--import",
      "./scripts/parse-tsx.mjs",
      bin("dependency-cruiser/bin/dependency-cruise.mjs"),
      "--config",
      ".dependency-cruiser.mjs",
      "src",
      "probes",
      "scripts",
    ],
  },
  { name: "dead code", args: [bin("knip/bin/knip.js"), "--no-progress"] },
  { name: "generated regions", args: [join(root, "scripts/regions.mjs"), "--check"] },
  { name: "generated documents", args: [join(root, "scripts/docs-env.mjs"), "--check"] },
  { name: "generated lists of metrics", args: [join(root, "scripts/docs-metrics.mjs"), "--check"] },
];

/** Runs a program of Node; its output is collected, and passed on while it runs when `live`. */
export function runNode(args, { env = {}, live = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        if (live) process.stdout.write(text);
      });
    }
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Two at a time; returns how many passed and failed, and prints the output of those that failed. */
export async function runChecks() {
  // Typed routes and next-env.d.ts are generated; without them the types check something else.
  await runNode([bin("next/dist/bin/next"), "typegen"]);
  const queue = [...checks];
  const results = [];
  async function work() {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      const startedAt = performance.now();
      const { code, output } = await runNode(check.args);
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      process.stdout.write(`${code === 0 ? "pass" : "FAIL"}  ${check.name} (${seconds} s)\n`);
      if (code !== 0) process.stdout.write(`${output.trimEnd()}\n\n`);
      results.push({ name: check.name, ok: code === 0 });
    }
  }
  await Promise.all([work(), work()]);
  const failures = results.filter(({ ok }) => !ok).map(({ name }) => name);
  return { passed: results.length - failures.length, failed: failures.length, failures };
}
