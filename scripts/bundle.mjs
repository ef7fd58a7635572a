// Bundles the Node entry points into dist/*.mjs; packages stay outside. Takes well under a second.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, stop } from "esbuild";
import { root } from "./install.mjs";

const entries = {
  launcher: "scripts/launcher/main.ts",
  bridge: "scripts/bridge/main.ts",
  cron: "scripts/cron/main.ts",
  probe: "probes/platform/node-main.ts",
  audit: "scripts/audit/main.ts",
  region: "scripts/region/main.ts",
  sim: "src/testing/simulation/main.ts",
};

export async function bundle() {
  mkdirSync(join(root, "dist"), { recursive: true });
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, input]) => ({ in: input, out })),
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: true,
    // `server-only` throws outside of a React server build, and these are servers.
    alias: { "server-only": "./scripts/empty.mjs" },
    logLevel: "error",
    write: false,
  });
  await stop();
  for (const file of outputFiles) writeIfChanged(file.path, file.contents);
}

/** Renamed into place, so that a process that starts at this moment never reads half a file. */
function writeIfChanged(path, contents) {
  if (sameContents(path, contents)) return;
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

function sameContents(path, contents) {
  try {
    return readFileSync(path).equals(contents);
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await bundle();
