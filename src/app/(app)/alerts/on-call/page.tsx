import type { Metadata } from "next";
import { serverCaller } from "#app/server-query.ts";
import { queryKey } from "#app/server-query-keys.ts";
import { OnCallScreen } from "#ui/on-call/on-call-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

export const metadata: Metadata = { title: "On call" };

export default async function OnCallPage() {
  const caller = await serverCaller();
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
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
      <OnCallScreen />
    </Hydrated>
  );
}
