import * as z from "zod";

const DAY_MS = 86_400_000;
const LONGEST_MS = 400 * DAY_MS;

const Moment = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .refine((ms) => ms >= 0);
const Query = z.object({
  hours: z.coerce.number().int().min(1).max(9_000).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
  region: z.string().max(40).optional(),
  failed: z.literal("1").optional(),
});

export type ExportQuery = {
  fromMs: number;
  toMs: number;
  /** As it was asked: a chart of the last hours begins with a young monitor. */
  hours: number | undefined;
  region: string | undefined;
  failedOnly: boolean;
};

/** What a CSV file is asked for: a span of at most 400 days, up to now and as long as may be unless it says. */
export function readExportQuery(url: URL, nowMs: number): ExportQuery {
  const { hours, from, to, region, failed } = Query.parse(Object.fromEntries(url.searchParams));
  const toMs = to ?? nowMs;
  const fromMs = from ?? Math.max(0, toMs - (hours === undefined ? LONGEST_MS : hours * 3_600_000));
  z.number()
    .positive()
    .max(LONGEST_MS)
    .parse(toMs - fromMs);
  return { fromMs, toMs, hours, region, failedOnly: failed === "1" };
}
