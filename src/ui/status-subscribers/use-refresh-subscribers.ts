"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

export function useRefreshSubscribers(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: trpc.statusSubscriber.pathKey() });
}
