"use client";

import { useState } from "react";
import type { SendResult } from "#server/channels/channel.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";

/** Sends a test to a saved channel and keeps what the receiver really said. */
export function useChannelTest() {
  const client = useTRPCClient();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<SendResult | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (id: string) => {
    setBusy(true);
    setProblem(null);
    try {
      setResult(await client.channel.test.mutate({ id }));
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, result, problem, send };
}
