import { EnvSchema, parseEnv } from "#env";
import { APP_VERSION } from "#server/runtime/app-version.ts";
import { BackupError } from "./backup-error.ts";

/** What the commands read of the app's environment; they need nothing else of it. */
const BackupEnv = EnvSchema.pick({
  UPTICK_BACKUP_TO: true,
  UPTICK_BACKUP_EVERY: true,
  UPTICK_BACKUP_KEEP: true,
  UPTICK_BACKUP_KEY: true,
  UPTICK_BACKUP_PASSPHRASE: true,
  UPTICK_ENCRYPTION_KEYS: true,
  UPTICK_TICK_EXPORT_TO: true,
  UPTICK_S3_ENDPOINT: true,
  UPTICK_S3_REGION: true,
  UPTICK_S3_ACCESS_KEY_ID: true,
  UPTICK_S3_SECRET_ACCESS_KEY: true,
});

export function readBackupSettings(source: Record<string, string | undefined>) {
  const settings = parseEnv(BackupEnv, source);
  const keyIds = (settings.UPTICK_ENCRYPTION_KEYS ?? "")
    .split(",")
    .map((entry) => entry.split(":")[0]?.trim() ?? "")
    .filter((id) => id !== "");
  return { ...settings, encryptionKeyIds: keyIds, appVersion: APP_VERSION };
}

export function requireDatabaseUrl(source: Record<string, string | undefined>): string {
  if (source.DATABASE_URL) return source.DATABASE_URL;
  const why = "DATABASE_URL is not set and no Uptick runs here. Start it with `npm run up`, or set it.";
  throw new BackupError("refused", why);
}
