import * as z from "zod";
import { MetricsEnv } from "#transport/metrics/serve-metrics.ts";

export const CronEnvSchema = z.object({
  UPTICK_APP_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .describe("Where the app answers."),
  CRON_SECRET: z.string().min(16).describe("The same as the app's."),
  ...MetricsEnv,
  UPTICK_PARENT: z.enum(["0", "1"]).default("0").describe("1: stop when standard input ends."),
});
export type CronEnv = z.infer<typeof CronEnvSchema>;
