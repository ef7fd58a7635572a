"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** The page has loaded it; every section reads the same one. */
export function useAccount() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useSuspenseQuery(trpc.account.get.queryOptions());
  /** After a change: the account, its passkeys and its devices depend on one another. */
  const refresh = async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.account.get.queryKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.passkey.list.queryKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.session.list.queryKey() }),
    ]);
  };
  return { account: data, refresh };
}
