import * as z from "zod";
import { ConfigKey } from "./config-key.ts";

const ImportedDayInput = z.strictObject({
  /** Of the monitor in the document that was brought in. */
  key: ConfigKey,
  day: z.iso.date(),
  up: z.number().int().min(0).max(1_000_000),
  down: z.number().int().min(0).max(1_000_000),
  meanMs: z.number().min(0).max(600_000).nullable(),
});

/** `product` names the source `import:<product>`, whose monitors the keys are. */
export const ImportedHistoryInput = z.strictObject({
  product: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, "Give a product such as uptime-kuma."),
  days: z.array(ImportedDayInput).min(1).max(5_000),
});
export type ImportedHistoryInput = z.infer<typeof ImportedHistoryInput>;

/** Days of a monitor as the product that it was brought in from counted them, oldest first. `day` is epoch ms, UTC. */
export type ImportedHistory = {
  product: string;
  days: { day: number; up: number; down: number; meanMs: number | null }[];
};
