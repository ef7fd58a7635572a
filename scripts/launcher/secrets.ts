import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { RegionCode } from "#contracts/region.ts";
import { LaunchError } from "./launch-error.ts";

const Secret = z.string().min(16);
const Secrets = z.object({
  nextauthSecret: z.string().min(32),
  cronSecret: Secret,
  setupToken: Secret,
  bridgeToken: Secret,
  redisPassword: Secret,
  postgresPassword: Secret,
  /** As in UPTICK_ENCRYPTION_KEYS. An installation that is older than alerts has none yet. */
  encryptionKeys: Secret.default(createKey),
  regionTokens: z.record(z.string(), Secret),
});
export type Secrets = z.infer<typeof Secrets>;

/** The installation's secrets, made at the first start and kept in a file that only its owner may read. */
export function loadSecrets(folder: string, regions: readonly RegionCode[]): Secrets {
  const path = join(folder, "secrets.json");
  const text = existsSync(path) ? readFileSync(path, "utf8") : null;
  const secrets = addRegionTokens(text === null ? createSecrets() : parseSecrets(path, text), regions);
  const complete = `${JSON.stringify(secrets, null, 2)}\n`;
  if (complete !== text) writeSecrets(path, complete);
  return secrets;
}

/** The same object when every region has its token. */
export function addRegionTokens(secrets: Secrets, regions: readonly RegionCode[]): Secrets {
  const missing = regions.filter((region) => secrets.regionTokens[region] === undefined);
  if (missing.length === 0) return secrets;
  const added = Object.fromEntries(missing.map((region) => [region, `upr_${region}_${randomText()}`]));
  return { ...secrets, regionTokens: { ...secrets.regionTokens, ...added } };
}

function createSecrets(): Secrets {
  return {
    nextauthSecret: randomText(),
    cronSecret: randomText(),
    setupToken: randomText(),
    bridgeToken: randomText(),
    redisPassword: randomText(),
    postgresPassword: randomText(),
    encryptionKeys: createKey(),
    regionTokens: {},
  };
}

function parseSecrets(path: string, text: string): Secrets {
  try {
    return Secrets.parse(JSON.parse(text));
  } catch {
    throw new LaunchError(
      `${path} is damaged. Restore it from a backup: it has the password of the database.`,
    );
  }
}

function writeSecrets(path: string, text: string): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}

function createKey(): string {
  return `k1:${randomBytes(32).toString("base64")}`;
}

/** 43 characters, 256 bits. */
function randomText(): string {
  return randomBytes(32).toString("base64url");
}
