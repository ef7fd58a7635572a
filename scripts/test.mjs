// `npm test`: installs what it needs, runs everything and ends with "N passed, N failed".
// Parts can be named: node scripts/test.mjs int e2e
import { ensureInstalled, requireNode, root } from "./install.mjs";

requireNode();
ensureInstalled();
process.chdir(root);
const { ensureTestTools } = await import("./test-tools.mjs");
const { runChecks, runNode } = await import("./checks.mjs");
const { runPlaywright, runVitest } = await import("./test-suites.mjs");
const { bundle } = await import("./bundle.mjs");

const parts = {
  checks: runChecks,
  unit: () => runVitest("unit"),
  sim: () => runCommand("the simulation", ["scripts/run.mjs", "sim", "--seeds", "500"]),
  build: () => runCommand("the build", ["scripts/image.mjs"]),
  int: () => runVitest("int"),
  rig: () => runVitest("rig"),
  e2e: runPlaywright,
};
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in parts));
if (unknown) {
  process.stderr.write(`uptick: There is no part "${unknown}". Parts: ${Object.keys(parts).join(", ")}\n`);
  process.exit(2);
}

await ensureTestTools();
await bundle();
let passed = 0;
let failed = 0;
const failures = [];
const unsteady = [];
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  const result = await run();
  passed += result.passed;
  failed += result.failed;
  failures.push(...(result.failures ?? []).map((text) => `${name}: ${text}`));
  unsteady.push(...(result.unsteady ?? []).map((text) => `${name}: ${text}`));
}
// Whoever reads only the end of a long log still learns what failed.
if (unsteady.length > 0) {
  process.stdout.write(`\nUnsteady, passed when run again:\n${unsteady.join("\n")}\n`);
}
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.join("\n")}\n`);
// An exit that does not wait for a pipe could cut the last line off.
process.stdout.write(`\n${passed} passed, ${failed} failed\n`, () => process.exit(failed === 0 ? 0 : 1));

/** What reports by its exit alone counts as one test; the browser tests start from the build. */
async function runCommand(name, args) {
  const { code } = await runNode(args, { live: true });
  return code === 0
    ? { passed: 1, failed: 0 }
    : { passed: 0, failed: 1, failures: [`${name} ended with code ${code}.`] };
}
