import { basename, dirname } from "node:path";
import type { ArchivePlace } from "#server/archive/archive-place.ts";
import { openPlace, type S3Environment } from "#server/archive/open-place.ts";
import { BackupError } from "./backup-error.ts";

const SUFFIX = ".backup";
const NAME = /^uptick-\d{8}T\d{6}Z\.backup$/;

/** `uptick-20261122T051200Z.backup`: names in their order are backups in theirs. */
export function backupName(at: Date): string {
  return `uptick-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z${SUFFIX}`;
}

/** An address that ends with `.backup` is one file, any other one a folder or a prefix that holds many. */
export function placeOf(
  address: string,
  environment: S3Environment,
): { place: ArchivePlace; name: string | null } {
  if (!address.endsWith(SUFFIX)) return { place: openPlace(address, environment), name: null };
  if (!address.startsWith("s3://")) {
    return { place: openPlace(dirname(address), environment), name: basename(address) };
  }
  const cut = address.lastIndexOf("/");
  return { place: openPlace(address.slice(0, cut), environment), name: address.slice(cut + 1) };
}

/** The file itself, or the newest one of a folder. */
export async function findBackup(
  address: string,
  environment: S3Environment,
): Promise<{ place: ArchivePlace; name: string }> {
  const { place, name } = placeOf(address, environment);
  if (name !== null) return { place, name };
  const newest = (await listBackups(place)).at(-1);
  if (newest !== undefined) return { place, name: newest.name };
  throw new BackupError("refused", `There is no backup in ${place.describe()}.`);
}

/** Oldest first. Other files of the place are not ours. */
export async function listBackups(place: ArchivePlace): Promise<{ name: string; bytes: number }[]> {
  return (await place.list("uptick-")).filter(({ name }) => NAME.test(name));
}

/** Removes all but the newest ones, and answers which. */
export async function removeOldBackups(place: ArchivePlace, keep: number): Promise<string[]> {
  const old = (await listBackups(place)).slice(0, -keep).map(({ name }) => name);
  for (const name of old) await place.remove(name);
  return old;
}
