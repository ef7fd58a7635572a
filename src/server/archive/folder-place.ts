import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type ArchivedFile, ArchiveError, type ArchivePlace } from "./archive-place.ts";

const HALF_WRITTEN = ".partial";

/** Files that only their owner may read. `name` may have slashes: folders are made as they are needed. */
export function folderPlace(folder: string): ArchivePlace {
  const root = resolve(folder);
  return {
    describe: () => root,
    write: (name, source) => write(within(root, name), source),
    read: (name) => read(within(root, name)),
    list: (prefix) => list(root, prefix),
    remove: (name) => rm(within(root, name), { force: true }),
  };
}

/** A name never leads out of the folder. */
function within(root: string, name: string): string {
  const path = join(root, name);
  const inside = relative(root, path);
  if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`)) {
    throw new ArchiveError("unusable", `"${name}" is no name of a file.`);
  }
  return path;
}

/** Renamed into place after the disk has it, so that a crash leaves either all of the file or none of it. */
async function write(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}${HALF_WRITTEN}`;
  try {
    const bytes = await writeAndSync(temporary, source);
    await rename(temporary, path);
    return bytes;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeAndSync(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, "wx", 0o600);
  try {
    let bytes = 0;
    for await (const chunk of source) bytes += await writeAll(file, chunk);
    await file.sync();
    return bytes;
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<number> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
  return chunk.length;
}

async function* read(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) yield chunk as Buffer;
  } catch (error) {
    if (!isAbsent(error)) throw error;
    throw new ArchiveError("missing", `There is no file ${path}.`, { cause: error });
  }
}

async function list(root: string, prefix: string): Promise<ArchivedFile[]> {
  const names = await readdir(root, { recursive: true, encoding: "utf8" }).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  const wanted = names
    .map((name) => name.split(sep).join("/"))
    .filter((name) => name.startsWith(prefix) && !name.endsWith(HALF_WRITTEN))
    .sort();
  const files: ArchivedFile[] = [];
  for (const name of wanted) {
    const found = await stat(join(root, name));
    if (found.isFile()) files.push({ name, bytes: found.size });
  }
  return files;
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
