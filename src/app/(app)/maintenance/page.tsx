import type { Metadata } from "next";
import { serverCaller } from "#app/server-query.ts";
import { queryKey } from "#app/server-query-keys.ts";
import { MaintenanceScreen } from "#ui/maintenance/maintenance-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "Maintenance" };

export default async function MaintenancePage() {
  const caller = await serverCaller();
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
          queryClient.prefetchQuery({
            queryKey: queryKey(["maintenance", "list"]),
            queryFn: () => caller.maintenance.list(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["maintenance", "upcoming"]),
            queryFn: () => caller.maintenance.upcoming(),
          }),
        ])
      }
    >
      <MaintenanceScreen />
    </Hydrated>
  );
}
