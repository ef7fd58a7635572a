import * as z from "zod";
import { AuditFilter } from "#contracts/audit-log.ts";
import { getAuditFacets, listAuditLog } from "#server/views/list-audit-log.ts";
import { adminProcedure, router } from "../init.ts";

const ListInput = z.strictObject({
  filter: AuditFilter.default({}),
  cursor: z
    .string()
    .max(1000)
    .nullish()
    .transform((cursor) => cursor ?? undefined),
  /** Added by the client of infinite lists. */
  direction: z.enum(["forward", "backward"]).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});

export const auditLogRouter = router({
  list: adminProcedure
    .input(ListInput)
    .query(({ ctx, input: { filter, cursor, limit } }) =>
      listAuditLog(ctx.deps, ctx.actor, { filter, cursor, limit }),
    ),
  facets: adminProcedure.query(({ ctx }) => getAuditFacets(ctx.deps, ctx.actor)),
});
