// Generates the Prisma client after `npm ci`. A failure here must not undo an installation: `npm run up` tries again.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

if (existsSync(join(root, "prisma/schema.prisma"))) {
  const script = join(root, "scripts/prisma-generate.mjs");
  const { status } = spawnSync(process.execPath, [script], { cwd: root, stdio: "inherit" });
  if (status !== 0)
    process.stderr.write("The Prisma client was not generated; `npm run up` will try again.\n");
}
