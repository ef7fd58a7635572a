"use client";

import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useState } from "react";
import type { LiveMonitor } from "#contracts/view.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

export type Liveness = "connecting" | "live" | "reconnecting" | "stale";

/** Watching other rows opens another stream, which is no trouble and takes a moment. */
const SETTLE_MS = 2_000;
/** A stream that is cut is usually back within seconds. */
const PATIENCE_MS = 30_000;

/** Watches `ids` and hands each state on; says how far the screen can be trusted. */
export function useLiveMonitors(ids: readonly string[], onStates: (states: LiveMonitor[]) => void): Liveness {
  const trpc = useTRPC();
  const [missing, setMissing] = useState<"settling" | "cut" | "stale">("settling");
  const [wasLive, setWasLive] = useState(false);
  const subscription = useSubscription(
    trpc.live.monitors.subscriptionOptions(
      { ids: [...ids] },
      { enabled: ids.length > 0, onData: ({ data }) => onStates(data) },
    ),
  );
  const { status, reset } = subscription;
  const connected = status === "pending";

  useEffect(() => {
    setMissing("settling");
    if (connected) return;
    const cut = setTimeout(() => setMissing("cut"), SETTLE_MS);
    const stale = setTimeout(() => setMissing("stale"), PATIENCE_MS);
    return () => {
      clearTimeout(cut);
      clearTimeout(stale);
    };
  }, [connected]);

  useEffect(() => {
    if (status !== "error") return;
    const timer = setTimeout(reset, 5_000);
    return () => clearTimeout(timer);
  }, [status, reset]);

  if (connected && !wasLive) setWasLive(true);
  if (connected) return "live";
  if (missing === "stale") return "stale";
  if (!wasLive) return "connecting";
  return missing === "cut" || status === "error" ? "reconnecting" : "live";
}

/** Polling carries on slowly beside the stream, for the numbers that it does not send. */
export function pollMs(liveness: Liveness): number {
  return liveness === "live" || liveness === "connecting" ? 30_000 : 10_000;
}
