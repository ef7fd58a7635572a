import type { Metadata } from "next";
import { serverCaller } from "#app/server-query.ts";
import { queryKey } from "#app/server-query-keys.ts";
import { EscalationScreen } from "#ui/escalation/escalation-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

export const metadata: Metadata = { title: "Escalation" };

export default async function EscalationPage() {
  const caller = await serverCaller();
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
          queryClient.prefetchQuery({
            queryKey: queryKey(["escalation", "list"]),
            queryFn: () => caller.escalation.list(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["onCall", "list"]),
            queryFn: () => caller.onCall.list(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["channel", "list"]),
            queryFn: () => caller.channel.list(),
          }),
        ])
      }
    >
      <EscalationScreen />
    </Hydrated>
  );
}
