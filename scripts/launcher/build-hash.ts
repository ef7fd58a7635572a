import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const SOURCES = [
  "src",
  "probes",
  "public",
  "prisma/schema.prisma",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const IGNORED = /(^|\/)(src\/generated|src\/testing)\/|\.test\.tsx?$/;

/** Changes with every file that the built app is made from; times and folders do not matter. */
export function hashSources(root: string): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const path of listFiles(join(root, source))) {
      const name = relative(root, path).split(sep).join("/");
      if (IGNORED.test(name)) continue;
      hash.update(`${name}\0`).update(readFileSync(path)).update("\0");
    }
  }
  return hash.digest("hex");
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}
