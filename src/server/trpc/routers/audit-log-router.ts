import * as z from "zod";
import { AuditFilter } from "#contracts/audit-log.ts";
import { listPage } from "#contracts/list-page.ts";
import { getAuditFacets, listAuditLog } from "#server/views/list-audit-log.ts";
import { adminProcedure, router } from "../init.ts";

const ListInput = z.strictObject({
  filter: AuditFilter.default({}),
  ...listPage({ usual: 50, most: 100 }),
});

export const auditLogRouter = router({
  list: adminProcedure
    .input(ListInput)
    .query(({ ctx, input: { filter, cursor, limit } }) =>
      listAuditLog(ctx.deps, ctx.actor, { filter, cursor, limit }),
    ),
  facets: adminProcedure.query(({ ctx }) => getAuditFacets(ctx.deps, ctx.actor)),
});
