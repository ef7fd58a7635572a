"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** After a post has changed: its lists, and what pages say of their components. */
export function useRefreshPosts(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.statusPost.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.statusPage.pathKey() }),
    ]);
  };
}
