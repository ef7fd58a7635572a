import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

/** `path` is relative, with slashes. */
export type FolderFile = { path: string; bytes: Uint8Array };

/** What this wrote the last time: nothing else in the folder is ever removed. */
const LIST = ".uptick-export.json";

/**
 * Makes the folder hold these files. Each is renamed into place, so that a host that serves the folder never sends half a
 * file; files that an earlier export wrote and this one does not have are removed last. Answers how many changed.
 */
export async function writeFolder(folder: string, files: readonly FolderFile[]): Promise<number> {
  const known = await readList(folder);
  let changed = 0;
  for (const { path, bytes } of files) {
    if (await writeIfChanged(join(folder, path), bytes)) changed += 1;
  }
  const paths = files.map(({ path }) => path).sort();
  for (const path of known.filter((one) => !paths.includes(one))) {
    await rm(join(folder, path), { force: true });
    changed += 1;
  }
  await writeIfChanged(join(folder, LIST), Buffer.from(JSON.stringify(paths)));
  return changed;
}

async function writeIfChanged(path: string, bytes: Uint8Array): Promise<boolean> {
  const before = await readOrNull(path);
  if (before?.equals(bytes)) return false;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
  return true;
}

async function readList(folder: string): Promise<string[]> {
  const text = await readOrNull(join(folder, LIST));
  if (text === null) return (await readdir(folder).catch(none)).length > 0 ? refuse(folder) : [];
  const paths: unknown = JSON.parse(text.toString("utf8"));
  if (!Array.isArray(paths)) return [];
  const isBelow = (path: string) => {
    const at = relative(folder, join(folder, path));
    return at !== "" && !at.startsWith(`..${sep}`) && at !== "..";
  };
  return paths.filter((path): path is string => typeof path === "string" && isBelow(path));
}

/** A folder of something else must not be mixed with a page by a slip of the keyboard. */
function refuse(folder: string): never {
  throw new Error(`${folder} holds other files. Name an empty folder, or one that an export has written.`);
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function none(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
