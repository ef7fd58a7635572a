"use client";

import { type QueryCache, type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { MAX_CALLS_PER_BATCH } from "#contracts/batch.ts";
import type { AppRouter } from "#server/trpc/app-router.ts";
import { codeOf, makeQueryClient } from "./query-client.ts";
import { TRPCProvider } from "./trpc-context.ts";

export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(browserQueryClient);
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === "subscription",
          true: httpSubscriptionLink({ url: "/api/trpc", transformer: superjson }),
          false: httpBatchLink({ url: "/api/trpc", transformer: superjson, maxItems: MAX_CALLS_PER_BATCH }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

function browserQueryClient(): QueryClient {
  const client = makeQueryClient();
  client.getQueryCache().config.onError = leaveWhenSignedOut satisfies QueryCache["config"]["onError"];
  return client;
}

/** A session that was revoked elsewhere ends here at the next request. */
function leaveWhenSignedOut(error: unknown): void {
  if (codeOf(error) === "UNAUTHORIZED") window.location.assign("/sign-in");
}
