// Asks REST v1 in process whatever its own document allows, and what it does not: npm run fuzz -- --calls 200000 --seed 7
import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./install.mjs";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "5000" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});
const { calls, seed, help } = values;
if (help) {
  console.log("Usage: npm run fuzz -- [--calls N] [--seed N]   (5,000 calls and seed 1 unless told)");
  process.exit(0);
}
for (const [name, value] of Object.entries({ calls, seed })) {
  if (!/^\d{1,7}$/.test(value)) {
    console.error(`--${name} is a whole number.`);
    process.exit(2);
  }
}
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const args = [vitest, "run", "--project", "int", "src/server/rest/fuzz-rest.int.test.ts"];
const child = spawn(process.execPath, args, {
  cwd: root,
  env: { ...process.env, UPTICK_FUZZ_CALLS: calls, UPTICK_FUZZ_SEED: seed },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
