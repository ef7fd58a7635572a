import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const BUNDLED_TO = "dist/rig";

/** The root of the checkout, found from here or from a bundle in dist/. */
export function checkoutRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return here.slice(0, here.search(/\/(src\/testing\/rig|dist)(\/|$)/));
}

/** Turns a TypeScript entry point (a path from the root) into a file that Node 20 runs. */
export async function bundleEntry(entry: string): Promise<string> {
  const root = checkoutRoot();
  const outfile = join(root, BUNDLED_TO, `${basename(dirname(entry))}-${basename(entry, ".ts")}.mjs`);
  await mkdir(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
  return outfile;
}
