import { AppError } from "#server/runtime/app-error.ts";
import { findMemberEmail, setAssignee } from "#server/store/incident-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { changeIncident, recordStep } from "./change-incident.ts";

/** To a member of the workspace, or to nobody. */
export function assignIncident(
  deps: ActionDeps,
  caller: Caller,
  choice: { id: string; userId: string | null },
): Promise<{ id: string }> {
  const { id, userId } = choice;
  return changeIncident(deps, { caller, id }, async (tx, incident) => {
    if (incident.assignedUserId === userId) return { id };
    const { workspaceId } = incident;
    const email = userId === null ? null : await findMemberEmail(tx, { workspaceId, userId });
    if (userId !== null && email === null) {
      throw new AppError("invalid", "This person is not a member of the workspace.", { field: "userId" });
    }
    await setAssignee(tx, { id, userId });
    await recordStep(tx, caller, {
      incidentId: id,
      at: deps.now(),
      kind: "assigned",
      message: email === null ? "Assigned to nobody." : `Assigned to ${email}.`,
      action: "incident.assign",
      detail: { before: incident.assignedUserId, after: userId },
    });
    return { id };
  });
}
