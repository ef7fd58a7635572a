"use client";

import { useTranslations } from "next-intl";
import type { HeartbeatPingView } from "#contracts/heartbeat.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { SentBody } from "./sent-body.tsx";
import { tookOf } from "./took-of.ts";

export function PingRow({ ping }: { ping: HeartbeatPingView }) {
  const t = useTranslations("heartbeats");
  const format = useFormat();
  const from = [ping.address, ping.userAgent].filter((part) => part !== null).join(" · ");
  return (
    <tr className="align-top">
      <td className="px-4 py-2 whitespace-nowrap tabular-nums">
        <Moment at={ping.receivedAt} withDay />
      </td>
      <td className="px-4 py-2">
        {ping.kind === "exit" ? t("ledger.exitCode", { code: ping.exitCode ?? 0 }) : t(`kind.${ping.kind}`)}
        {ping.note !== null && <span className="block text-xs text-ink-3">{t(`note.${ping.note}`)}</span>}
      </td>
      <td className="px-4 py-2 whitespace-nowrap tabular-nums">
        {ping.durationMs === null ? "–" : tookOf(format, ping.durationMs)}
      </td>
      <td className="w-1/2 px-4 py-2">
        {from !== "" && <p className="text-xs break-all text-ink-3">{from}</p>}
        <SentBody body={ping.body} />
        {ping.bytes > 10_000 && <p className="text-xs text-ink-3">{format.bytes(ping.bytes)}</p>}
      </td>
    </tr>
  );
}
