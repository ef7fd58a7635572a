import { cpSync, existsSync, mkdirSync } from "node:fs";

/**
 * Adds this build's files to those of earlier builds. A page that one version has sent asks for its scripts when another
 * version may answer: from a folder with the files of both, a proxy finds them. Names carry hashes, so nothing is
 * overwritten.
 */
export function publishStatic(from: string, folder: string): void {
  if (!existsSync(from)) throw new Error(`${from} is not there: this is no image of Uptick.`);
  mkdirSync(`${folder}/_next/static`, { recursive: true });
  cpSync(from, `${folder}/_next/static`, { recursive: true, force: false });
}
