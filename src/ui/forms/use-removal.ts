"use client";

import { useState } from "react";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";

/** Deletes after a question; a refusal, such as "is in use by …", is shown in full. */
export function useRemoval(removal: { run: () => Promise<unknown>; done: string; after: () => void }) {
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await removal.run();
      toast.success(removal.done);
    } catch (error) {
      toast.error(errorMessage(error), { duration: 10_000 });
    } finally {
      setBusy(false);
      removal.after();
    }
  };
  return { busy, remove };
}
