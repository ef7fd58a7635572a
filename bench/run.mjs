// `npm run bench`: bundles and runs bench/main.ts; plain JavaScript, because it runs before anything is bundled.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, requireNode, root } from "../scripts/install.mjs";

requireNode();
ensureInstalled();
const { build } = await import("esbuild");
const outfile = join(root, "dist/rig/bench-main.mjs");
mkdirSync(join(root, "dist/rig"), { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ["bench/main.ts"],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: true,
  alias: { "server-only": "./scripts/empty.mjs" },
  logLevel: "error",
});
// Ends what it has started, too.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
const { main } = await import(outfile);
try {
  await main(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  console.error("bench: the rig itself failed.", error);
  process.exit(1);
}
