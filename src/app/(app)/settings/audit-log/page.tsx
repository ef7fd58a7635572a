import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { infiniteQueryKey, queryKey } from "#app/server-query-keys.ts";
import { auditListInput } from "#ui/team/audit-query.ts";
import { AuditScreen } from "#ui/team/audit-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { findAdmin } from "../find-admin.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default async function AuditLogPage() {
  await findAdmin();
  const caller = await serverCaller();
  const input = auditListInput({});
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
          queryClient.prefetchQuery({
            queryKey: queryKey(["auditLog", "facets"]),
            queryFn: () => caller.auditLog.facets(),
          }),
          queryClient.prefetchInfiniteQuery({
            queryKey: infiniteQueryKey(["auditLog", "list"], input),
            queryFn: () => caller.auditLog.list(input),
            initialPageParam: null,
          }),
        ])
      }
    >
      <AuditScreen />
    </Hydrated>
  );
}
