"use client";

import { isTRPCClientError } from "@trpc/client";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { onDemand } from "#ui/primitives/on-demand.tsx";
import { FreshProofContext, type WithProof } from "./fresh-proof-context.ts";

const ProofDialog = onDemand(async () => (await import("./proof-dialog.tsx")).ProofDialog);

/** Stands once around the app: `useFreshProof` below it. */
export function FreshProofProvider({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState(false);
  const waiting = useRef<((proven: boolean) => void)[]>([]);

  const ask = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        waiting.current.push(resolve);
        setAsking(true);
      }),
    [],
  );
  const answer = useCallback((proven: boolean) => {
    setAsking(false);
    for (const resolve of waiting.current.splice(0)) resolve(proven);
  }, []);
  const withProof: WithProof = useCallback(
    async (command) => {
      try {
        return await command();
      } catch (error) {
        if (!isProofNeeded(error) || !(await ask())) throw error;
        return await command();
      }
    },
    [ask],
  );

  return (
    <FreshProofContext value={withProof}>
      {children}
      {asking && <ProofDialog onAnswer={answer} />}
    </FreshProofContext>
  );
}

function isProofNeeded(error: unknown): boolean {
  if (!isTRPCClientError(error)) return false;
  const data: { appCode?: string | null } | undefined = error.data;
  return data?.appCode === "proof_needed";
}
