import { dehydrate, HydrationBoundary, type QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { makeQueryClient } from "#ui/trpc/query-client.ts";

type HydratedProps = { load: (queryClient: QueryClient) => Promise<unknown>; children: ReactNode };

/** Loads on the server what the screen asks first, under the keys that its hooks use. A failure is retried there. */
export async function Hydrated({ load, children }: HydratedProps) {
  const queryClient = makeQueryClient();
  await load(queryClient);
  return <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>;
}
