"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { HeartbeatView, RunState } from "#contracts/heartbeat.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { PingRow } from "./ping-row.tsx";
import { RunRow } from "./run-row.tsx";

const LISTS = ["runs", "pings"] as const;
type List = (typeof LISTS)[number];

/** The ledger: every run that was expected, and every call that came. */
export function RunsCard({ heartbeat }: { heartbeat: HeartbeatView }) {
  const t = useTranslations("heartbeats.ledger");
  const [list, setList] = useState<List>("runs");
  const { runs, pings } = heartbeat;
  const columns = list === "runs" ? RUN_COLUMNS : PING_COLUMNS;
  return (
    <Card>
      <CardHeader title={t("title")} note={<Counts counts={heartbeat.counts} />}>
        <Segmented
          label={t("show")}
          value={list}
          onChange={setList}
          options={LISTS.map((value) => ({ value, label: t(value) }))}
        />
      </CardHeader>
      {(list === "runs" ? runs : pings).length === 0 ? (
        <p className="px-4 py-8 text-center text-sm text-ink-3">{t("empty")}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard
        <div className="max-h-[32rem] overflow-auto" tabIndex={0}>
          <table className="w-full text-[0.8125rem]">
            <caption className="sr-only">{t(list)}</caption>
            <thead className="text-left text-xs text-ink-3">
              <tr className="border-b">
                {columns.map((column) => (
                  <th key={column} scope="col" className="px-4 py-2 font-medium">
                    {t(`columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y">
              {list === "runs" && runs.map((run) => <RunRow key={run.dueAt} run={run} />)}
              {list === "pings" && pings.map((ping) => <PingRow key={ping.id} ping={ping} />)}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

const RUN_COLUMNS = ["expected", "state", "took", "sent"] as const;
const PING_COLUMNS = ["received", "kind", "took", "sent"] as const;

const STATES: readonly RunState[] = ["ok", "late", "failed", "timeout", "missed", "unknown", "running"];

function Counts({ counts }: { counts: HeartbeatView["counts"] }) {
  const t = useTranslations("heartbeats.state");
  const format = useFormat();
  const parts = STATES.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count === 0 ? [] : [`${t(state)} ${format.count(count)}`];
  });
  return parts.join(" · ");
}
