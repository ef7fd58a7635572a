import { execFile } from "node:child_process";
import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkoutRoot } from "./bundle-entry.ts";
import { type Child, startChild } from "./child.ts";

/** The folder of the container image, as its engine would mount it: nobody that runs in it can write it. */
export type Image = {
  folder: string;
  /** Starts a role or a tool as a user without rights, with nothing of this process' environment but the path. */
  start(args: readonly string[], env: Record<string, string>): Promise<Child>;
  /** A folder that the roles may write, gone with the image. */
  scratch(): Promise<string>;
  remove(): Promise<void>;
};

const run = promisify(execFile);
/** `nobody` of Debian and most others. */
const NOBODY = 65_534;

/** Makes the image's folder, which takes a build where there is none of these sources. */
export async function openImage(): Promise<Image> {
  const root = checkoutRoot();
  await run(process.execPath, [join(root, "scripts/image.mjs")], { cwd: root, maxBuffer: 16 * 1024 * 1024 });
  const base = await mkdtemp(join(tmpdir(), "uptick-image-"));
  const folder = join(base, "app");
  await cp(join(root, "dist/image"), folder, { recursive: true, verbatimSymlinks: true });
  await run("chmod", ["-R", "a-w,a+rX", folder]);
  await chmod(base, 0o755);
  const isRoot = process.getuid?.() === 0;
  const scratch = async () => {
    const made = await mkdtemp(join(base, "scratch-"));
    await chmod(made, 0o777);
    return made;
  };

  return {
    folder,
    scratch,
    start: async (args, env) => {
      const program = [process.execPath, join(folder, "dist/container.mjs"), ...args];
      const asNobody = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
      const [file = "", ...rest] = isRoot ? [...asNobody, ...program] : program;
      const TMPDIR = await scratch();
      return startChild({
        file: "/usr/bin/env",
        args: [
          "-i",
          ...textOf({ PATH: process.env.PATH ?? "", HOME: TMPDIR, TMPDIR, ...env }),
          file,
          ...rest,
        ],
        cwd: folder,
      });
    },
    remove: async () => {
      await run("chmod", ["-R", "u+w", base]);
      await rm(base, { recursive: true, force: true });
    },
  };
}

function textOf(env: Record<string, string>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}
