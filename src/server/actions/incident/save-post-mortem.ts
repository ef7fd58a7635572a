import { AppError } from "#server/runtime/app-error.ts";
import { setPostMortem } from "#server/store/incident-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { changeIncident, recordStep } from "./change-incident.ts";

/** `basedOn` is what the writer began with: two writers do not overwrite each other unknowingly. */
export type PostMortemEdit = { id: string; markdown: string; basedOn: string };

export function savePostMortem(
  deps: ActionDeps,
  caller: Caller,
  edit: PostMortemEdit,
): Promise<{ id: string }> {
  const { id, markdown } = edit;
  return changeIncident(deps, { caller, id }, async (tx, incident) => {
    const before = incident.postMortem ?? "";
    if (before === markdown) return { id };
    if (before !== edit.basedOn) {
      throw new AppError(
        "conflict",
        "Somebody else has saved another version since you began. Copy your text, reload the page, and put both together.",
      );
    }
    await setPostMortem(tx, { id, markdown });
    await recordStep(tx, caller, {
      incidentId: id,
      at: deps.now(),
      kind: "post_mortem",
      message: before === "" ? "Wrote the post-mortem." : "Changed the post-mortem.",
      action: "incident.save_post_mortem",
      detail: { charactersBefore: before.length, charactersAfter: markdown.length },
    });
    return { id };
  });
}
