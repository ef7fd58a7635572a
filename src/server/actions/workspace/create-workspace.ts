import { uuidv7 } from "uuidv7";
import type { WorkspaceInput } from "#contracts/workspace.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import {
  countOwned,
  insertWorkspace,
  setSessionWorkspace,
} from "#server/store/workspace-membership-store.ts";
import type { ActionDeps, Person } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";

const PER_DAY = { limit: 10, windowMs: 86_400_000 };
const OWNED_AT_MOST = 50;

/** The caller is its owner, and their session looks at it from now on. */
export function createWorkspace(
  deps: ActionDeps,
  caller: Person,
  input: WorkspaceInput,
): Promise<{ id: string }> {
  const { userId, sessionId, email } = caller.identity;
  const { address, userAgent } = caller;
  const [id, at] = [uuidv7(), deps.now()];
  return inTransaction(deps, async (tx) => {
    const answer = await countAttempt(tx, { ...PER_DAY, key: `workspace:create:${userId}`, at });
    if (!answer.allowed || (await countOwned(tx, userId)) >= OWNED_AT_MOST) {
      throw new AppError("limit_reached", "You have made very many workspaces. Try again tomorrow.");
    }
    await insertWorkspace(tx, { ...input, id, ownerId: userId, at });
    await setSessionWorkspace(tx, { sessionId, userId, workspaceId: id });
    const entry = { action: "workspace.create", subject: id, actor: email, detail: { after: input } };
    await insertAuditEntry(tx, { ...entry, workspaceId: id, userId, address, userAgent, at });
    return { id };
  });
}
