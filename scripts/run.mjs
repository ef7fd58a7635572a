// Runs one of the bundled tools: node scripts/run.mjs <account|audit|export-status|image|region|probe|sim|verify-report> [arguments].
// Without DATABASE_URL the tools that need one take that of the launcher that runs in the data folder.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureInstalled, requireNode, root } from "./install.mjs";

requireNode();
ensureInstalled();
const { bundle } = await import("./bundle.mjs");
await bundle();

const [name = "", ...args] = process.argv.slice(2);
const child = spawn(process.execPath, ["--enable-source-maps", join(root, "dist", `${name}.mjs`), ...args], {
  cwd: root,
  env: { ...process.env, ...missingDatabase(name) },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));

function missingDatabase(tool) {
  if (["image", "probe", "sim", "verify-report"].includes(tool) || process.env.DATABASE_URL) return {};
  const file = resolve(root, process.env.UPTICK_DATA || ".uptick", "runtime.json");
  return existsSync(file) ? { DATABASE_URL: JSON.parse(readFileSync(file, "utf8")).databaseUrl } : {};
}
