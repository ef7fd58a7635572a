import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { infiniteQueryKey, queryKey } from "#app/server-query-keys.ts";
import { AlertsScreen } from "#ui/alerts/alerts-screen.tsx";
import { deliveryListInput, EVERY_CHANNEL } from "#ui/alerts/delivery-query.ts";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts");
  return { title: t("title") };
}

export default async function AlertsPage() {
  const caller = await serverCaller();
  const log = deliveryListInput(EVERY_CHANNEL);
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
          queryClient.prefetchQuery({
            queryKey: queryKey(["channel", "kinds"]),
            queryFn: () => caller.channel.kinds(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["channel", "list"]),
            queryFn: () => caller.channel.list(),
          }),
          queryClient.prefetchInfiniteQuery({
            queryKey: infiniteQueryKey(["delivery", "list"], log),
            queryFn: () => caller.delivery.list(log),
            initialPageParam: null,
          }),
        ])
      }
    >
      <AlertsScreen />
    </Hydrated>
  );
}
