import { hkdfSync, randomBytes, scryptSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { BackupError } from "./backup-error.ts";
import type { KeyDerivation } from "./backup-header.ts";

/** What the operator keeps: 32 bytes, or words that scrypt makes them of. */
export type BackupSecret = { kind: "key"; bytes: Buffer } | { kind: "passphrase"; text: string };

/** scrypt with 64 MiB: about 0.2 s, paid once a backup. */
const SCRYPT = { cost: 65_536, blockSize: 8, parallelization: 1 };

/** Null: the backup is not encrypted. A file wins over the environment. */
export function readBackupSecret(given: {
  environment: Record<string, string | undefined>;
  keyFile: string | undefined;
}): BackupSecret | null {
  if (given.keyFile !== undefined) return { kind: "key", bytes: parseKey(readKeyFile(given.keyFile)) };
  const { UPTICK_BACKUP_KEY: key, UPTICK_BACKUP_PASSPHRASE: text } = given.environment;
  if (key && text) {
    throw new BackupError("key", "Set UPTICK_BACKUP_KEY or UPTICK_BACKUP_PASSPHRASE, not both.");
  }
  if (key) return { kind: "key", bytes: parseKey(key) };
  if (!text) return null;
  if (text.length < 12) throw new BackupError("key", "UPTICK_BACKUP_PASSPHRASE has less than 12 characters.");
  return { kind: "passphrase", text };
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new BackupError("key", `The key file ${path} cannot be read.`, { cause: error });
  }
}

function parseKey(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length === 32 && /^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return bytes;
  throw new BackupError("key", "The key of backups is base64 of 32 bytes: openssl rand -base64 32");
}

export function newDerivation(secret: BackupSecret): KeyDerivation {
  const salt = randomBytes(16).toString("base64");
  return secret.kind === "key" ? { kind: "key", salt } : { kind: "passphrase", salt, ...SCRYPT };
}

/** A key of the file's own, so that no two files ever share a nonce under one key. */
export function deriveKey(derivation: KeyDerivation, secret: BackupSecret | null): Buffer {
  const salt = Buffer.from(derivation.salt, "base64");
  if (derivation.kind === "key") {
    if (secret?.kind !== "key") throw needs("a key: set UPTICK_BACKUP_KEY or give --key-file");
    return Buffer.from(hkdfSync("sha256", secret.bytes, salt, "uptick backup", 32));
  }
  if (secret?.kind !== "passphrase") throw needs("a passphrase: set UPTICK_BACKUP_PASSPHRASE");
  const { cost, blockSize, parallelization } = derivation;
  const maxmem = 256 * cost * blockSize;
  return scryptSync(secret.text, salt, 32, { cost, blockSize, parallelization, maxmem });
}

function needs(what: string): BackupError {
  return new BackupError("key", `This backup is encrypted with ${what}.`);
}
