"use client";

import { useTranslations } from "next-intl";
import type { HeartbeatView } from "#contracts/heartbeat.ts";
import { CopyButton } from "#ui/account/copy-button.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { RotateButton } from "./rotate-button.tsx";
import { SnippetBox } from "./snippet-box.tsx";
import { tookOf } from "./took-of.ts";

type HeartbeatCardProps = { id: string; heartbeat: HeartbeatView };

/** The address of a job, what to paste around it, and when it is expected. */
export function HeartbeatCard({ id, heartbeat }: HeartbeatCardProps) {
  const t = useTranslations("heartbeats.card");
  const { url, timing, lastPingAt } = heartbeat;
  return (
    <Card>
      <CardHeader title={t("title")} note={lastPingAt === null ? t("waiting") : t("note")}>
        {url !== null && <RotateButton id={id} />}
      </CardHeader>
      <div className="flex flex-col gap-4 p-4">
        <Expectation heartbeat={heartbeat} />
        {url === null ? (
          <p className="text-sm text-pretty text-ink-3">{t("hidden")}</p>
        ) : (
          <>
            <div className="flex items-center gap-2">
              <code className="min-w-0 flex-1 rounded-md border bg-sunken px-3 py-1.5 font-mono text-xs break-all">
                {url}
              </code>
              <CopyButton text={url} label={t("copy")} />
            </div>
            <SnippetBox url={url} timing={timing} />
            <p className="text-xs text-pretty text-ink-3">{t("explain")}</p>
          </>
        )}
      </div>
    </Card>
  );
}

function Expectation({ heartbeat }: { heartbeat: HeartbeatView }) {
  const t = useTranslations("heartbeats.card");
  const format = useFormat();
  const { timing, graceSec, maxRunSec, dueAt, lastPingAt, startedAt, durationMs } = heartbeat;
  const every =
    timing.type === "period"
      ? t("every", { period: format.interval(timing.periodSec) })
      : `${timing.expression} · ${timing.zone}`;
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
      <Fact name={t("expected")}>
        {every}
        <span className="block text-xs text-ink-3">
          {t("grace", { grace: format.interval(graceSec) })}
          {maxRunSec !== null && ` · ${t("maxRun", { limit: format.interval(maxRunSec) })}`}
        </span>
      </Fact>
      <Fact name={t("next")}>
        {dueAt === null || lastPingAt === null ? t("afterFirst") : format.full(dueAt)}
      </Fact>
      <Fact name={t("last")}>
        {startedAt !== null ? (
          t.rich("running", { time: () => <TimeAgo at={startedAt} /> })
        ) : lastPingAt === null ? (
          t("never")
        ) : (
          <TimeAgo at={lastPingAt} />
        )}
      </Fact>
      <Fact name={t("takes")}>
        {durationMs === null
          ? t("unknown")
          : t("usually", {
              median: tookOf(format, durationMs.median),
              longest: tookOf(format, durationMs.longest),
            })}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="text-sm break-words tabular-nums">{children}</dd>
    </div>
  );
}
