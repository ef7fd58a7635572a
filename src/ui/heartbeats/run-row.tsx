"use client";

import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Clock,
  Hourglass,
  type LucideIcon,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { HeartbeatRunView, RunState } from "#contracts/heartbeat.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { SentBody } from "./sent-body.tsx";
import { tookOf } from "./took-of.ts";

const LOOKS: Record<RunState, { icon: LucideIcon; colour: string }> = {
  ok: { icon: CircleCheck, colour: "text-up" },
  late: { icon: Clock, colour: "text-degraded" },
  running: { icon: CircleDashed, colour: "text-ink-3" },
  failed: { icon: CircleX, colour: "text-down" },
  timeout: { icon: Hourglass, colour: "text-down" },
  missed: { icon: CircleX, colour: "text-down" },
  unknown: { icon: CircleHelp, colour: "text-ink-3" },
};

export function RunRow({ run }: { run: HeartbeatRunView }) {
  const t = useTranslations("heartbeats");
  const format = useFormat();
  const { icon: Icon, colour } = LOOKS[run.state];
  const isLost = run.state === "running" && !run.isCurrent;
  return (
    <tr className="align-top">
      <td className="px-4 py-2 whitespace-nowrap tabular-nums">
        <Moment at={run.dueAt} withDay />
        {!run.expected && <span className="block text-xs text-ink-3">{t("ledger.extra")}</span>}
      </td>
      <td className="px-4 py-2">
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <Icon aria-hidden className={`size-4 shrink-0 ${colour}`} />
          {isLost ? t("ledger.noEnd") : t(`state.${run.state}`)}
        </span>
        {run.exitCode !== null && (
          <span className="block text-xs text-ink-3">{t("ledger.exitCode", { code: run.exitCode })}</span>
        )}
      </td>
      <td className="px-4 py-2 whitespace-nowrap tabular-nums">
        {run.durationMs === null ? "–" : tookOf(format, run.durationMs)}
      </td>
      <td className="w-1/2 px-4 py-2">
        <SentBody body={run.body} />
      </td>
    </tr>
  );
}
