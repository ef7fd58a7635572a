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
  account: "scripts/account/main.ts",
  audit: "scripts/audit/main.ts",
  backup: "scripts/backup/main.ts",
  "export-ticks": "scripts/export-ticks/main.ts",
  "export-status": "scripts/export-status/main.ts",
  image: "scripts/image/main.ts",
  region: "scripts/region/main.ts",
  restore: "scripts/restore/main.ts",
  "verify-report": "scripts/verify-report/main.ts",
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
  const agent = await buildAgent();
  const reader = await buildImportReader();
  const cli = await buildCli();
  await stop();
  for (const file of [...outputFiles, ...agent, ...reader, ...cli]) writeIfChanged(file.path, file.contents);
}

/** One file that Node runs as it is, without any package: what private locations are sent. */
async function buildAgent() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["probes/platform/node-main.ts"],
    outfile: "dist/uptick-agent.mjs",
    bundle: true,
    minify: true,
    keepNames: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // Drivers and browsers that a machine may have; without them their kinds are not offered.
    external: ["mysql2", "mysql2/*", "mongodb", "playwright", "playwright-core", "pg-native"],
    // Packages in CommonJS ask for Node's own modules by require.
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire as requireOf } from "node:module";const require = requireOf(import.meta.url);',
    },
    alias: { "server-only": "./scripts/empty.mjs" },
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  return outputFiles;
}

/** A worker of the browser, in one file with SQLite in it. */
async function buildImportReader() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["src/ui/import/kuma-worker.ts"],
    outfile: "dist/uptick-import-reader.js",
    bundle: true,
    minify: true,
    platform: "browser",
    target: "es2022",
    format: "iife",
    // SQLite asks for them only where it runs in Node.
    external: ["node:fs", "node:crypto", "fs", "path", "crypto"],
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  return outputFiles;
}

/** The command line as one file that Node runs as it is: what people fetch from their Uptick. */
async function buildCli() {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["scripts/cli/main.ts"],
    outfile: "dist/uptick.mjs",
    bundle: true,
    minify: true,
    keepNames: true,
    platform: "node",
    target: "node20",
    format: "esm",
    define: { UPTICK_VERSION: JSON.stringify(version) },
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire as requireOf } from "node:module";const require = requireOf(import.meta.url);',
    },
    alias: { "server-only": "./scripts/empty.mjs" },
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  return outputFiles;
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
