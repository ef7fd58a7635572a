"use client";

import { useTranslations } from "next-intl";
import type { TrialResult } from "#contracts/trial.ts";
import { useFormat } from "#ui/format/use-format.ts";

const PHASES = [
  ["dns", "dnsUs", "bg-phase-dns"],
  ["connect", "connectUs", "bg-phase-connect"],
  ["tls", "tlsUs", "bg-phase-tls"],
  ["wait", "ttfbUs", "bg-phase-wait"],
  ["transfer", "transferUs", "bg-phase-transfer"],
] as const;

/** Where the time went, in a bar and in words. */
export function PhaseLine({ result }: { result: TrialResult }) {
  const t = useTranslations("monitorForm.phase");
  const format = useFormat();
  const parts = PHASES.flatMap(([name, key, fill]) => {
    const us = result[key];
    return us === null ? [] : [{ name, us, fill }];
  });
  if (parts.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <div aria-hidden className="flex h-2 w-full gap-px overflow-hidden rounded-sm bg-idle-soft">
        {parts.map(({ name, us, fill }) => (
          <span key={name} className={fill} style={{ flexGrow: Math.max(us, 1) }} />
        ))}
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs tabular-nums">
        {parts.map(({ name, us, fill }) => (
          <div key={name} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2 rounded-xs ${fill}`} />
            <dt className="text-ink-3">{t(name)}</dt>
            <dd className="font-medium">{format.latency(us / 1000)}</dd>
          </div>
        ))}
        <div className="flex items-center gap-1.5">
          <dt className="text-ink-3">{t("bytes")}</dt>
          <dd className="font-medium">{format.bytes(result.bytes)}</dd>
        </div>
      </dl>
    </div>
  );
}
