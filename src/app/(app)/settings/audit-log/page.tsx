import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { infiniteQueryKey, queryKey } from "#app/server-query-keys.ts";
import { auditFilter, auditListInput, readAuditChoice } from "#ui/team/audit-query.ts";
import { AuditScreen } from "#ui/team/audit-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { findAdmin } from "../find-admin.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

type AuditLogPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditLogPage({ searchParams }: AuditLogPageProps) {
  await findAdmin();
  const params = await searchParams;
  const choice = readAuditChoice((name) => {
    const value = params[name];
    return typeof value === "string" ? value : null;
  });
  const openedAt = Date.now();
  const caller = await serverCaller();
  const input = auditListInput(auditFilter(choice, openedAt));
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
      <AuditScreen openedAt={openedAt} />
    </Hydrated>
  );
}
