import * as z from "zod";

const DURATION = /^(\d{1,5})(m|h|d)$/;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `24h`, `7d`; milliseconds inside. */
const Duration = z
  .string()
  .regex(DURATION, "a number and m, h or d, such as 24h")
  .transform((text) => {
    const [, count = "0", unit = "h"] = DURATION.exec(text) ?? [];
    return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  })
  .refine((durationMs) => durationMs >= UNIT_MS.m * 5, "at least 5m");

const Place = z
  .string()
  .refine(
    (text) => text.startsWith("s3://") || text.startsWith("/"),
    "an absolute folder or s3://bucket/prefix",
  );

/** The part of src/env.ts about backups and what is kept outside of the database. */
export const STORAGE_ENV = {
  UPTICK_BACKUP_TO: Place.optional().describe(
    "Folder or s3://bucket/prefix that the cron driver makes a backup to every UPTICK_BACKUP_EVERY. Unset: none but by npm run backup. See docs/backup.md.",
  ),
  UPTICK_BACKUP_EVERY: Duration.prefault("24h").describe(
    "How often: a number and m, h or d. A system alert is opened when the last backup is more than a quarter and an hour older.",
  ),
  UPTICK_BACKUP_KEEP: z.coerce
    .number()
    .int()
    .min(1)
    .default(14)
    .describe(
      "How many backups are kept in UPTICK_BACKUP_TO; older ones are removed after a new one was read back.",
    ),
  UPTICK_BACKUP_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/_-]{43}=?$/, "base64 of 32 bytes")
    .optional()
    .describe(
      "Encrypts backups: base64 of 32 bytes (openssl rand -base64 32). Keep it outside of what it protects; nothing opens them without it.",
    ),
  UPTICK_BACKUP_PASSPHRASE: z
    .string()
    .min(12)
    .optional()
    .describe("Instead of UPTICK_BACKUP_KEY: 12 characters or more that scrypt makes a key of."),
  UPTICK_TICK_EXPORT_TO: Place.optional().describe(
    "Folder or s3://bucket/prefix that each day of ticks is written to, by workspace, before its tables are dropped after UPTICK_TICK_DAYS. Unset: they are dropped.",
  ),
  UPTICK_TICK_EXPORT_GRACE_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(7)
    .describe(
      "Days that a day of ticks waits for its export when that fails; then it is dropped all the same. A system alert is open meanwhile.",
    ),
  UPTICK_S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "Address of the S3-compatible service of s3:// places (MinIO, R2, Backblaze …). Unset: AWS in UPTICK_S3_REGION.",
    ),
  UPTICK_S3_REGION: z.string().default("us-east-1").describe("Region of the buckets; R2 calls it auto."),
  UPTICK_S3_ACCESS_KEY_ID: z.string().optional().describe("Access key of the s3:// places."),
  UPTICK_S3_SECRET_ACCESS_KEY: z.string().optional().describe("Secret of UPTICK_S3_ACCESS_KEY_ID."),
};
