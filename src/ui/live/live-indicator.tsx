"use client";

import { RefreshCw, Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { Tooltip } from "#ui/primitives/tooltip.tsx";
import type { Liveness } from "./use-live-monitors.ts";

export function LiveIndicator({ liveness }: { liveness: Liveness }) {
  const t = useTranslations("monitors.live");
  return (
    <Tooltip text={t(`${liveness}Meaning`)}>
      <button
        type="button"
        className="inline-flex h-7 items-center gap-1.5 rounded-full border bg-surface px-2.5 text-xs font-medium text-ink-2"
      >
        <LiveMark liveness={liveness} />
        <span aria-live="polite">{t(liveness)}</span>
      </button>
    </Tooltip>
  );
}

function LiveMark({ liveness }: { liveness: Liveness }) {
  if (liveness === "connecting") return <span aria-hidden className="size-2 rounded-full bg-idle-fill" />;
  if (liveness === "reconnecting") return <RefreshCw aria-hidden className="size-3 animate-spin text-warn" />;
  if (liveness === "stale") return <Unplug aria-hidden className="size-3 text-down" />;
  return (
    <span aria-hidden className="relative flex size-2">
      <span className="absolute inset-0 animate-ping rounded-full bg-up-fill opacity-40" />
      <span className="size-2 rounded-full bg-up-fill" />
    </span>
  );
}
