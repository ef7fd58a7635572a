import * as z from "zod";

const Named = z.object({
  name: z.string().optional(),
  title: z.string().optional(),
  email: z.string().optional(),
});
const Detail = z.object({ before: Named.nullish().catch(null), after: Named.nullish().catch(null) });

/** What an entry of the audit log calls the thing that it is about; after a change, its new name. */
export function nameOfSubject(detail: unknown): string | null {
  const read = Detail.safeParse(detail);
  const flat = Named.safeParse(detail);
  for (const side of [read.data?.after, read.data?.before, flat.data]) {
    const name = side?.name ?? side?.title ?? side?.email;
    if (name !== undefined && name !== "") return name;
  }
  return null;
}
