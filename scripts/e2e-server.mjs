// The real product for the browser tests: `npm run up` in a folder that is thrown away afterwards.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./install.mjs";

const folder = mkdtempSync(join(tmpdir(), "uptick-e2e-"));
const child = spawn(process.execPath, [join(root, "scripts/up.mjs")], {
  cwd: root,
  env: { ...process.env, UPTICK_DATA: folder, UPTICK_PSEUDO_LOCALE: "1" },
  stdio: ["ignore", "inherit", "inherit"],
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill("SIGTERM"));
child.on("exit", (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
