"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TrialInput, TrialView } from "#contracts/trial.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

const POLL_MS = 300;

export type Trial = {
  /** What was sent last; null before the first time. */
  asked: TrialInput | null;
  view: TrialView | undefined;
  running: boolean;
  /** Why it could not be started or followed. */
  problem: string | null;
  start: (input: TrialInput) => void;
};

/** Runs a check that is not saved and follows it until every region has answered or is given up. */
export function useTrial(): Trial {
  const trpc = useTRPC();
  const [asked, setAsked] = useState<TrialInput | null>(null);
  const started = useMutation(trpc.monitor.test.mutationOptions());
  const id = started.data?.id;
  const followed = useQuery(
    trpc.monitor.trial.queryOptions(
      { id: id ?? "" },
      {
        enabled: id !== undefined,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 0,
        refetchInterval: ({ state }) => (state.data?.done === true || state.error !== null ? false : POLL_MS),
      },
    ),
  );
  const view = id === undefined ? undefined : followed.data;
  const error = started.error ?? followed.error;
  return {
    asked,
    view,
    running: started.isPending || (id !== undefined && error === null && view?.done !== true),
    problem: error === null ? null : errorMessage(error),
    start: (input) => {
      setAsked(input);
      started.mutate(input);
    },
  };
}
