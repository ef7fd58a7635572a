"use client";

import { useTranslations } from "next-intl";
import type { TickView } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { layOutPhases, type PhaseName, percentOf } from "./lay-out-phases.ts";

const PHASE_FILL: Record<PhaseName, string> = {
  dns: "fill-phase-dns",
  connect: "fill-phase-connect",
  tls: "fill-phase-tls",
  wait: "fill-phase-wait",
  transfer: "fill-phase-transfer",
};

export function PhasesBar({ tick, scaleUs }: { tick: TickView; scaleUs: number }) {
  const t = useTranslations("charts.phases");
  const format = useFormat();
  const parts = layOutPhases(tick, scaleUs);
  const label = parts.map(({ name, us }) => `${t(name)} ${format.latency(us / 1000)}`).join(", ");
  return (
    <svg
      role="img"
      aria-label={label === "" ? t("none") : label}
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
