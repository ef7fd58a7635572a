import { PHASE_WORDS, type PhaseName } from "#ui/charts/lay-out-phases.ts";

const DOT: Record<PhaseName, string> = {
  dns: "bg-phase-dns",
  connect: "bg-phase-connect",
  tls: "bg-phase-tls",
  wait: "bg-phase-wait",
  transfer: "bg-phase-transfer",
};
const PHASES = Object.keys(DOT) as PhaseName[];

export function PhaseLegend() {
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3">
      {PHASES.map((name) => (
        <span key={name} className="inline-flex items-center gap-1.5 font-normal">
          <PhaseDot name={name} />
          {PHASE_WORDS[name]}
        </span>
      ))}
    </span>
  );
}

export function PhaseDot({ name }: { name: PhaseName }) {
  return <span aria-hidden className={`size-2 shrink-0 rounded-xs ${DOT[name]}`} />;
}
