import type { Metadata } from "next";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { MaintenanceScreen } from "#ui/maintenance/maintenance-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "Maintenance" };

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
