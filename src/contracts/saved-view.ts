import * as z from "zod";
import { nameOf } from "./name.ts";

export const SavedViewInput = z.strictObject({
  name: nameOf({ missing: "Give the view a name.", max: 60, tooLong: "A name has 60 characters at most." }),
  /** The address of the monitor list without the question mark. */
  query: z.string().max(2_000, "This view has too many conditions to be saved."),
  /** Everybody in the workspace sees it; otherwise only who saved it. */
  isShared: z.boolean().default(false),
});
export type SavedViewInput = z.infer<typeof SavedViewInput>;

export type SavedViewItem = {
  id: string;
  name: string;
  query: string;
  isShared: boolean;
  /** Whether the reader may rename and delete it. */
  canEdit: boolean;
};
