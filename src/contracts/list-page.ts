import * as z from "zod";

/** What a list that is read page by page takes beside its filter, to be spread into a strict object. */
export function listPage({ usual, most }: { usual: number; most: number }) {
  return {
    cursor: z
      .string()
      .max(1000)
      .nullish()
      .transform((cursor) => cursor ?? undefined),
    /** tRPC's client of infinite lists adds it; without it a strict object would refuse every page. */
    direction: z.enum(["forward", "backward"]).optional(),
    limit: z.number().int().min(1).max(most).default(usual),
  };
}
