// Generates the Prisma client. Prisma 7 downloads its schema engine even for `generate`, which does not use it;
// where it is absent, a no-op stands in so that an installation without internet works.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const enginesDir = fileURLToPath(new URL("../node_modules/@prisma/engines", import.meta.url));
const cli = fileURLToPath(new URL("../node_modules/prisma/build/index.js", import.meta.url));
const hasEngine =
  existsSync(enginesDir) && readdirSync(enginesDir).some((name) => name.startsWith("schema-engine-"));
const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
if (!hasEngine && process.platform !== "win32") env.PRISMA_SCHEMA_ENGINE_BINARY = "/bin/true";

const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "generate"], { env, encoding: "utf8" });
if (status !== 0) {
  process.stderr.write(
    `${stdout}${stderr}\nThe Prisma client could not be generated. Run "npm ci", then try again.\n`,
  );
  process.exit(status ?? 1);
}
