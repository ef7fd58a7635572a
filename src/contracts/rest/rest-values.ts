import * as z from "zod";

/** What REST v1 and MCP answer with. These schemas are a promise: within v1 they only gain members. */
export const At = z.string().meta({
  format: "date-time",
  description: "A moment, ISO 8601 in UTC.",
  examples: ["2026-11-22T05:00:00.000Z"],
});

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** A moment that a caller gives: ISO 8601 with Z or an offset. */
export const Moment = z.iso
  .datetime({ offset: true, error: "Give a moment such as 2026-11-22T05:00:00Z." })
  .refine(
    (text) => Date.parse(text) >= EARLIEST && Date.parse(text) < LATEST,
    "Give a year from 2000 to 2199.",
  );

export const RestId = z.uuid();
export const ById = z.strictObject({ id: RestId });

/** What a change answers: which thing it was. */
export const Reference = z.object({ id: z.uuid() }).meta({ id: "Reference" });

/** Where a next page begins; as the page before has said. */
export const Cursor = z.string().min(1).max(1000).meta({ description: "`nextCursor` of the page before." });

export function limitOf(most: number, usual: number) {
  return z.number().int().min(1).max(most).default(usual).meta({ description: "Most entries of a page." });
}

/** Null on the last page. Lists that always fit into one have it, too. */
const NextCursor = z.string().nullable();

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), nextCursor: NextCursor });
}
