"use client";

import { useTranslations } from "next-intl";
import { PHASE_NAMES, type PhaseName } from "#ui/charts/lay-out-phases.ts";

const DOT: Record<PhaseName, string> = {
  dns: "bg-phase-dns",
  connect: "bg-phase-connect",
  tls: "bg-phase-tls",
  wait: "bg-phase-wait",
  transfer: "bg-phase-transfer",
};

export function PhaseLegend() {
  const t = useTranslations("charts.phases");
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3">
      {PHASE_NAMES.map((name) => (
        <span key={name} className="inline-flex items-center gap-1.5 font-normal">
          <PhaseDot name={name} />
          {t(name)}
        </span>
      ))}
    </span>
  );
}

export function PhaseDot({ name }: { name: PhaseName }) {
  return <span aria-hidden className={`size-2 shrink-0 rounded-xs ${DOT[name]}`} />;
}
