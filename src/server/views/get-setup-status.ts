import type { Db } from "#server/store/prisma.ts";
import { hasAnyUser } from "#server/store/user-store.ts";

export async function getSetupStatus(deps: {
  db: Db;
  setupToken: string | undefined;
}): Promise<{ needsSetup: boolean; tokenConfigured: boolean }> {
  return { needsSetup: !(await hasAnyUser(deps.db)), tokenConfigured: deps.setupToken !== undefined };
}
