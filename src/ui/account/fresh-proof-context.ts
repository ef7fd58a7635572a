"use client";

import { createContext, use } from "react";

export type WithProof = <Result>(command: () => Promise<Result>) => Promise<Result>;

export const FreshProofContext = createContext<WithProof | null>(null);

/**
 * Runs a command; when the server wants to know first who sits here, asks and runs it again. Rejects with the server's
 * refusal when the person does not answer.
 */
export function useFreshProof(): WithProof {
  const withProof = use(FreshProofContext);
  if (withProof === null) throw new Error("useFreshProof needs a FreshProofProvider above.");
  return withProof;
}
