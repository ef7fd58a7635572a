import type { TickView } from "#contracts/view.ts";

export type PhaseName = "dns" | "connect" | "tls" | "wait" | "transfer";
export type PhasePart = { name: PhaseName; us: number; startPercent: number; widthPercent: number };

export const PHASE_NAMES = [
  "dns",
  "connect",
  "tls",
  "wait",
  "transfer",
] as const satisfies readonly PhaseName[];

type Phases = Pick<TickView, "dnsUs" | "connectUs" | "tlsUs" | "ttfbUs" | "transferUs">;

export function phasesOf(tick: Phases): { name: PhaseName; us: number }[] {
  const parts: { name: PhaseName; us: number | null }[] = [
    { name: "dns", us: tick.dnsUs },
    { name: "connect", us: tick.connectUs },
    { name: "tls", us: tick.tlsUs },
    { name: "wait", us: tick.ttfbUs },
    { name: "transfer", us: tick.transferUs },
  ];
  return parts.flatMap(({ name, us }) => (us === null ? [] : [{ name, us }]));
}

/** Phases side by side; `scaleUs` is the longest check on screen, so that rows can be compared. */
export function layOutPhases(tick: Phases, scaleUs: number): PhasePart[] {
  let startUs = 0;
  return phasesOf(tick).map(({ name, us }) => {
    const part = {
      name,
      us,
      startPercent: percentOf(startUs, scaleUs),
      widthPercent: percentOf(us, scaleUs),
    };
    startUs += us;
    return part;
  });
}

export function percentOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(100, (part / whole) * 100);
}
