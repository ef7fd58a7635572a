import * as z from "zod";
import { Tag } from "#contracts/maintenance.ts";
import { PageTitle, StatusSlug } from "#contracts/status-page.ts";
import { type Read, readWith } from "#ui/forms/read-with.ts";

export type NamedMonitor = { id: string; name: string };
type NewPageValues = {
  title: string;
  /** Null while it follows the title. */
  slug: string | null;
  choice: "all" | "tags" | "pick" | "none";
  tags: string[];
  monitors: NamedMonitor[];
};

export const newPageValues: NewPageValues = { title: "", slug: null, choice: "all", tags: [], monitors: [] };

const Monitor = z.strictObject({ id: z.uuid(), name: z.string() });
const NewPage = z.strictObject({
  title: PageTitle,
  slug: StatusSlug,
  shown: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("all") }),
    z.strictObject({ kind: z.literal("none") }),
    z.strictObject({ kind: z.literal("tags"), tags: z.array(Tag).min(1, "Name at least one tag.") }),
    z.strictObject({
      kind: z.literal("pick"),
      monitors: z.array(Monitor).min(1, "Choose at least one monitor."),
    }),
  ]),
});
export type NewPage = z.infer<typeof NewPage>;

export function readNewPage(values: NewPageValues, suggested: string): Read<NewPage> {
  const { choice, tags, monitors } = values;
  const shown =
    choice === "tags"
      ? { kind: choice, tags }
      : choice === "pick"
        ? { kind: choice, monitors }
        : { kind: choice };
  return readWith(NewPage, { title: values.title, slug: values.slug ?? suggested, shown });
}
