// `npm run image`: everything that the container image holds, in dist/image. The Containerfile copies that folder, and
// the tests start the same programs from it.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, requireNode, root } from "./install.mjs";

requireNode();
ensureInstalled();
run("up.mjs", ["--build"], { UPTICK_STANDALONE: "1" });
run("run.mjs", ["image"], {});

function run(script, args, env) {
  const options = { cwd: root, env: { ...process.env, ...env }, stdio: "inherit" };
  const { status } = spawnSync(process.execPath, [join(root, "scripts", script), ...args], options);
  if (status !== 0) process.exit(status ?? 1);
}
