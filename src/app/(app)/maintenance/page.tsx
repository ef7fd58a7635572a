import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { MaintenanceScreen } from "#ui/maintenance/maintenance-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("maintenance");
  return { title: t("title") };
}

export default async function MaintenancePage() {
  const caller = await serverCaller();
  return (
    <Hydrated
      load={seeds(
        [["maintenance", "list"], () => caller.maintenance.list()],
        [["maintenance", "upcoming"], () => caller.maintenance.upcoming()],
      )}
    >
      <MaintenanceScreen nowMs={Date.now()} />
    </Hydrated>
  );
}
