import * as z from "zod";

/** What an installation remembers of its backups; times are epoch ms. */
export const BackupState = z.object({
  /** Since when a place for backups is known: how old the last one may be counts from here while there is none. */
  configuredAt: z.number().nullable().default(null),
  lastSuccess: z
    .object({
      at: z.number(),
      durationMs: z.number(),
      place: z.string(),
      name: z.string(),
      bytes: z.number(),
      rows: z.number(),
      encrypted: z.boolean(),
      /** Whether it was read back after it was written. */
      verified: z.boolean(),
    })
    .nullable()
    .default(null),
  lastFailure: z.object({ at: z.number(), reason: z.string() }).nullable().default(null),
});
export type BackupState = z.infer<typeof BackupState>;
