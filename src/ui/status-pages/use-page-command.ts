"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** Everything that shows status pages is loaded anew. */
export function useRefreshPages(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: trpc.statusPage.pathKey() });
}

/** Runs a command from a button and says what came of it; false where it was refused. */
export function usePageCommand() {
  const refresh = useRefreshPages();
  const [busy, setBusy] = useState(false);
  const run = async (command: () => Promise<unknown>, done?: string): Promise<boolean> => {
    setBusy(true);
    try {
      await command();
      await refresh();
      if (done !== undefined) toast.success(done);
      return true;
    } catch (error) {
      toast.error(errorMessage(error), { duration: 10_000 });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}
