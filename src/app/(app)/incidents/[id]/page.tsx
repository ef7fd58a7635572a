import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findIncident } from "#app/server-query.ts";
import { queryKey } from "#app/server-query-keys.ts";
import { IncidentScreen } from "#ui/incidents/incident-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

type IncidentPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: IncidentPageProps): Promise<Metadata> {
  const incident = await findIncident((await params).id);
  const t = await getTranslations("incidents");
  return { title: incident?.title ?? t("notFound") };
}

export default async function IncidentPage({ params }: IncidentPageProps) {
  const { id } = await params;
  const incident = await findIncident(id);
  if (incident === null) notFound();
  return (
    <Hydrated
      load={async (queryClient) => {
        queryClient.setQueryData(queryKey(["incident", "get"], { id }), incident);
      }}
    >
      <IncidentScreen id={id} />
    </Hydrated>
  );
}
