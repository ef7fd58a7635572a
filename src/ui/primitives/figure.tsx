import type { ReactNode } from "react";

/** One key figure in a description list: its name, its value and what qualifies it. */
export function Figure({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="mt-0.5 text-lg font-semibold tracking-tight tabular-nums">{value}</dd>
      {note !== undefined && <dd className="text-xs text-ink-3 tabular-nums">{note}</dd>}
    </div>
  );
}
