import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findObjective } from "#app/server-query.ts";
import { queryKey } from "#app/server-query-keys.ts";
import { ObjectiveScreen } from "#ui/reports/objective-screen.tsx";
import { Hydrated } from "../../../hydrated.tsx";

type ObjectivePageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: ObjectivePageProps): Promise<Metadata> {
  const objective = await findObjective((await params).id);
  const t = await getTranslations("reports");
  return { title: objective?.input.name ?? t("missingObjective") };
}

export default async function ObjectivePage({ params }: ObjectivePageProps) {
  const { id } = await params;
  const objective = await findObjective(id);
  if (objective === null) notFound();
  return (
    <Hydrated
      load={async (queryClient) => {
        queryClient.setQueryData(queryKey(["objective", "get"], { id }), objective);
      }}
    >
      <ObjectiveScreen id={id} />
    </Hydrated>
  );
}
