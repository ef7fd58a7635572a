"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** Everything that names regions, anew. */
export function useRefreshLocations(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries({ queryKey: trpc.region.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.auditLog.pathKey() });
  };
}
