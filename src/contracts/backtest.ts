import * as z from "zod";
import { Policy } from "./policy.ts";

/** Replays the ticks of [fromMs, toMs) under `policy`; the monitors' present rules are what it is compared with. */
export const BacktestInput = z
  .strictObject({
    monitorIds: z.array(z.uuid()).min(1, "Choose at least one monitor.").max(200, "200 monitors at most."),
    fromMs: z.number().int(),
    toMs: z.number().int(),
    policy: Policy,
  })
  .refine(({ fromMs, toMs }) => fromMs < toMs && toMs - fromMs <= 92 * 86_400_000, {
    path: ["toMs"],
    message: "Choose a span of at most 92 days whose end is after its start.",
  });
export type BacktestInput = z.infer<typeof BacktestInput>;

/**
 * One outage in either history. `kept`: both policies alert, `delayMs` later under the new one (negative: sooner).
 * `lost`: only the present one does. `added`: only the new one does. `noise` marks an alert that ended within two minutes.
 */
export type BacktestAlert = {
  monitorId: string;
  kind: "kept" | "lost" | "added";
  /** Epoch ms; null where that policy says nothing. */
  presentAt: number | null;
  newAt: number | null;
  endedAt: number | null;
  delayMs: number | null;
  isNoise: boolean;
  reason: string;
};

export type BacktestResult = {
  monitors: { id: string; name: string; ticks: number; presentAlerts: number; newAlerts: number }[];
  alerts: BacktestAlert[];
  /** There were more alerts than are listed. */
  isCut: boolean;
};

export type BacktestView = {
  id: string;
  status: "running" | "done" | "failed" | "cancelled";
  input: BacktestInput;
  /** Monitors. */
  done: number;
  total: number;
  ticksDone: number;
  /** 0: not known. */
  ticksTotal: number;
  result: BacktestResult | null;
  error: string | null;
  createdAt: number;
};
export type BacktestListItem = Omit<BacktestView, "result">;
