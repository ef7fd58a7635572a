import type { TickView } from "#contracts/view.ts";
import { formatMicros } from "#ui/format/format-latency.ts";
import { layOutPhases, PHASE_WORDS, type PhaseName, percentOf } from "./lay-out-phases.ts";

export const PHASE_FILL: Record<PhaseName, string> = {
  dns: "fill-phase-dns",
  connect: "fill-phase-connect",
  tls: "fill-phase-tls",
  wait: "fill-phase-wait",
  transfer: "fill-phase-transfer",
};

export function PhasesBar({ tick, scaleUs }: { tick: TickView; scaleUs: number }) {
  const parts = layOutPhases(tick, scaleUs);
  const label = parts.map(({ name, us }) => `${PHASE_WORDS[name]} ${formatMicros(us)}`).join(", ");
  return (
    <svg
      role="img"
      aria-label={label === "" ? "No phases" : label}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      className="h-2 w-full overflow-hidden rounded-sm bg-sunken"
    >
      {label !== "" && <title>{label}</title>}
      {parts.length === 0 && (
        <rect width={percentOf(tick.totalUs, scaleUs)} height="8" className="fill-idle-fill" />
      )}
      {parts.map((part) => (
        <rect
          key={part.name}
          x={part.startPercent}
          width={part.widthPercent}
          height="8"
          className={PHASE_FILL[part.name]}
        />
      ))}
    </svg>
  );
}
