"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** After it was deleted: it leaves the list at once, and nobody asks for it again while its screen goes. */
export function useForgetPage(): (id: string) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (id) => {
    const listKey = trpc.statusPage.list.queryKey();
    queryClient.setQueryData(listKey, (pages) => pages?.filter((page) => page.id !== id));
    void queryClient.invalidateQueries({ queryKey: listKey });
  };
}
