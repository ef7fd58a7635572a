"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

/** Remembers with the account that nobody needs to be led any more. False when it could not be saved. */
export function useFinishSteps(): () => Promise<boolean> {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  return async () => {
    try {
      await client.account.setReading.mutate({ preferences: { firstStepsDone: true } });
    } catch (error) {
      toast.error(errorMessage(error));
      return false;
    }
    const key = trpc.onboarding.steps.queryKey();
    queryClient.setQueryData(key, (before) => before && { ...before, done: true });
    return true;
  };
}
