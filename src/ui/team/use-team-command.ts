"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFreshProof } from "#ui/account/fresh-proof-context.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** Runs a command from a button: proof first where it is asked for, a sentence where it fails, the lists anew after it. */
export function useTeamCommand() {
  const withProof = useFreshProof();
  const refresh = useRefreshTeam();
  const [busy, setBusy] = useState(false);
  /** Undefined when it did not happen. */
  const run = async <Result>(command: () => Promise<Result>): Promise<Result | undefined> => {
    setBusy(true);
    try {
      const result = await withProof(command);
      await refresh();
      return result;
    } catch (error) {
      toast.error(errorMessage(error), { duration: 10_000 });
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}

export function useRefreshTeam(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    const paths = [
      trpc.member.pathKey(),
      trpc.invitation.pathKey(),
      trpc.apiKey.pathKey(),
      trpc.workspace.pathKey(),
    ];
    await Promise.all(paths.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    void queryClient.invalidateQueries({ queryKey: trpc.auditLog.pathKey() });
  };
}
