import * as z from "zod";

/** What an entry of a document is called by the others; it stays when its name changes. */
export const ConfigKey = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/,
    "A key has up to 63 small letters, digits and . _ -, a letter or digit first.",
  );

/** Where a credential stands on the machine of whoever applies the document. */
export const EnvReference = z.strictObject({
  env: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]{0,199}$/, "Name an environment variable such as UPTICK_CHANNEL_OPS_TOKEN."),
});
export type EnvReference = z.infer<typeof EnvReference>;

/** Epoch ms, or ISO 8601 with a zone, such as 2026-03-08T02:30:00Z. */
export const Moment = z
  .union(
    [z.number().int().min(0).max(8_000_000_000_000), z.iso.datetime({ offset: true })],
    "Give a moment such as 2026-03-08T02:30:00Z.",
  )
  .transform((moment) => (typeof moment === "number" ? moment : Date.parse(moment)));

/** A list whose keys are unique. */
export function keyedOnce<Entry extends z.ZodType<{ key: string }>>(entry: Entry) {
  return z
    .array(entry)
    .max(10_000)
    .superRefine((entries, context) => {
      const seen = new Set<string>();
      for (const [index, { key }] of entries.entries()) {
        if (seen.has(key)) {
          context.addIssue({
            code: "custom",
            path: [index, "key"],
            message: `There are two entries ${key}.`,
          });
        }
        seen.add(key);
      }
    })
    .default([]);
}
