import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { queryKey } from "#app/server-query-keys.ts";
import { ReportsScreen } from "#ui/reports/reports-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reports");
  return { title: t("title") };
}

export default async function ReportsPage() {
  const caller = await serverCaller();
  const ofAll = { objectiveId: null };
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
          queryClient.prefetchQuery({
            queryKey: queryKey(["objective", "list"]),
            queryFn: () => caller.objective.list(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["objective", "reports"], ofAll),
            queryFn: () => caller.objective.reports(ofAll),
          }),
        ])
      }
    >
      <ReportsScreen />
    </Hydrated>
  );
}
