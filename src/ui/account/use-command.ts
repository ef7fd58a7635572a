"use client";

import { useState } from "react";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useFreshProof } from "./fresh-proof-context.ts";
import { useAccount } from "./use-account.ts";

/** Runs something dangerous from a button: proof first where it is asked for, a sentence where it fails. */
export function useCommand() {
  const withProof = useFreshProof();
  const { refresh } = useAccount();
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
