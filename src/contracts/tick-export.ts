import * as z from "zod";

/** What an installation remembers of writing old ticks to where they are kept; times are epoch ms. */
export const TickExportState = z.object({
  /** Every day that ended by then is written, or had nothing in it. */
  doneToMs: z.number().nullable().default(null),
  /** Since when the next one cannot be written, and why. */
  failing: z.object({ sinceMs: z.number(), reason: z.string(), dayMs: z.number() }).nullable().default(null),
});
export type TickExportState = z.infer<typeof TickExportState>;
