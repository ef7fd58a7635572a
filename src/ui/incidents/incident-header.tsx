"use client";

import { ArrowLeft, GitMerge, RotateCcw, UserCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { IncidentDetail } from "#contracts/incident.ts";
import { LookLabel } from "#ui/alerts/look-label.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment, TimeSince } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { PostOnPageMenu } from "#ui/status-posts/post-on-page-menu.tsx";
import { useMayEdit } from "#ui/team/use-may-edit.ts";
import { AssignMenu } from "./assign-menu.tsx";
import { incidentLook, languageOfCause } from "./incident-words.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import { ReportButton } from "./report-button.tsx";
import { useIncidentActions } from "./use-incident-actions.ts";

export function IncidentHeader({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations("incidents");
  const { title, cause, severity } = incident;
  return (
    <header className="flex flex-col gap-4">
      <Link
        href="/incidents"
        className="inline-flex h-8 items-center gap-1.5 self-start rounded-md text-[0.8125rem] font-medium text-ink-2 hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("title")}
      </Link>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1 basis-80">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="min-w-0 text-2xl font-semibold tracking-tight break-words">{title}</h1>
            <LookLabel look={incidentLook(incident)} />
            {severity === "critical" && (
              <span className="text-xs font-semibold text-down">{t("critical")}</span>
            )}
          </div>
          <p
            lang={languageOfCause(incident)}
            className="mt-2 text-sm text-pretty break-words"
            aria-live="polite"
          >
            {cause}
          </p>
          <p className="mt-1 text-[0.8125rem] text-ink-3 tabular-nums">
            <About incident={incident} />
          </p>
          <Standing incident={incident} />
        </div>
        <HeaderActions incident={incident} />
      </div>
    </header>
  );
}

function About({ incident: { kind, openedAt, closedAt } }: { incident: IncidentDetail }) {
  const t = useTranslations("incidents");
  const format = useFormat();
  const parts = {
    kind: t(`kind.${kind}`),
    at: () => <Moment at={openedAt} withDay />,
    time: () => <TimeSince at={openedAt} />,
  };
  if (closedAt === null) return t.rich("header.aboutOpen", parts);
  return t.rich("header.aboutOver", { ...parts, duration: format.duration(closedAt - openedAt) });
}

function Standing({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations("incidents.header");
  const { acknowledgedBy, acknowledgedAt, mergedInto, nextStepAt, nextReminderAt } = incident;
  const moment = (at: number) => ({ at: () => <Moment at={at} withDay /> });
  return (
    <div className="mt-1 text-[0.8125rem] break-words text-ink-2 empty:hidden">
      {acknowledgedAt !== null && (
        <p>{t.rich("acknowledged", { name: acknowledgedBy ?? "", ...moment(acknowledgedAt) })}</p>
      )}
      {mergedInto !== null && (
        <p>
          {t.rich("goesOn", {
            link: () => (
              <Link href={`/incidents/${mergedInto.id}`} className="rounded text-accent-text underline">
                {mergedInto.title}
              </Link>
            ),
          })}
        </p>
      )}
      {nextStepAt !== null && <p>{t.rich("escalates", moment(nextStepAt))}</p>}
      {nextReminderAt !== null && <p>{t.rich("reminds", moment(nextReminderAt))}</p>}
    </div>
  );
}

function HeaderActions({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations("incidents");
  const actions = useIncidentActions(incident.id);
  const [asking, setAsking] = useState<"resolve" | "merge" | null>(null);
  const isOver = incident.state === "resolved";
  if (!useMayEdit()) return <ReportButton incident={incident} />;
  return (
    <div className="flex flex-wrap gap-2">
      {incident.state === "open" && (
        <Button
          variant="primary"
          busy={actions.busy === "acknowledge"}
          onClick={() => void actions.acknowledge()}
        >
          {actions.busy !== "acknowledge" && <UserCheck aria-hidden className="size-4" />}
          {t("header.acknowledge")}
        </Button>
      )}
      <AssignMenu incident={incident} actions={actions} />
      <PostOnPageMenu incidentId={incident.id} />
      <ReportButton incident={incident} />
      {!isOver && (
        <>
          <Button onClick={() => setAsking("merge")}>
            <GitMerge aria-hidden className="size-4" />
            {t("header.merge")}
          </Button>
          <Button busy={actions.busy === "resolve"} onClick={() => setAsking("resolve")}>
            {t("header.resolve")}
          </Button>
        </>
      )}
      {isOver && incident.kind !== "system" && (
        <Button busy={actions.busy === "reopen"} onClick={() => void actions.reopen()}>
          {actions.busy !== "reopen" && <RotateCcw aria-hidden className="size-4" />}
          {t("header.reopen")}
        </Button>
      )}
      {asking === "merge" && (
        <MergeDialog incident={incident} actions={actions} onClose={() => setAsking(null)} />
      )}
      <ConfirmDialog
        open={asking === "resolve"}
        onOpenChange={(open) => setAsking(open ? "resolve" : null)}
        title={t("resolve.title", { title: incident.title })}
        description={t(incident.kind === "manual" ? "resolve.told" : "resolve.own")}
        confirmLabel={t("resolve.confirm")}
        onConfirm={() => void actions.resolve()}
      />
    </div>
  );
}
