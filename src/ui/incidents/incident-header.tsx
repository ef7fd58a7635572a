"use client";

import { ArrowLeft, GitMerge, RotateCcw, UserCheck } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { IncidentDetail } from "#contracts/incident.ts";
import { LookLabel } from "#ui/alerts/look-label.tsx";
import { formatDuration } from "#ui/format/format-duration.ts";
import { Moment, TimeSince } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { AssignMenu } from "./assign-menu.tsx";
import { incidentLook, KIND_WORDS } from "./incident-words.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import { useIncidentActions } from "./use-incident-actions.ts";

export function IncidentHeader({ incident }: { incident: IncidentDetail }) {
  const { title, cause, severity, kind } = incident;
  return (
    <header className="flex flex-col gap-4">
      <Link
        href="/incidents"
        className="inline-flex h-8 items-center gap-1.5 self-start rounded-md text-[0.8125rem] font-medium text-ink-2 hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Incidents
      </Link>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1 basis-80">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="min-w-0 text-2xl font-semibold tracking-tight break-words">{title}</h1>
            <LookLabel look={incidentLook(incident)} />
            {severity === "critical" && <span className="text-xs font-semibold text-down">Critical</span>}
          </div>
          <p className="mt-2 text-sm text-pretty break-words" aria-live="polite">
            {cause}
          </p>
          <p className="mt-1 text-[0.8125rem] text-ink-3 tabular-nums">
            {KIND_WORDS[kind]} · since <Moment at={incident.openedAt} withDay /> ·{" "}
            <Lasting incident={incident} />
          </p>
          <Standing incident={incident} />
        </div>
        <HeaderActions incident={incident} />
      </div>
    </header>
  );
}

function Lasting({ incident: { openedAt, closedAt } }: { incident: IncidentDetail }) {
  if (closedAt !== null) return <>lasted {formatDuration(closedAt - openedAt)}</>;
  return (
    <>
      for <TimeSince at={openedAt} />
    </>
  );
}

function Standing({ incident }: { incident: IncidentDetail }) {
  const { acknowledgedBy, acknowledgedAt, mergedInto, nextStepAt, nextReminderAt } = incident;
  return (
    <div className="mt-1 text-[0.8125rem] break-words text-ink-2 empty:hidden">
      {acknowledgedAt !== null && (
        <p>
          Acknowledged by {acknowledgedBy} at <Moment at={acknowledgedAt} withDay />.
        </p>
      )}
      {mergedInto !== null && (
        <p>
          Goes on as a part of{" "}
          <Link href={`/incidents/${mergedInto.id}`} className="rounded text-accent-text underline">
            {mergedInto.title}
          </Link>
          .
        </p>
      )}
      {nextStepAt !== null && (
        <p>
          Escalates at <Moment at={nextStepAt} withDay /> unless somebody acknowledges it.
        </p>
      )}
      {nextReminderAt !== null && (
        <p>
          Next reminder at <Moment at={nextReminderAt} withDay /> unless somebody acknowledges it.
        </p>
      )}
    </div>
  );
}

function HeaderActions({ incident }: { incident: IncidentDetail }) {
  const actions = useIncidentActions(incident.id);
  const [asking, setAsking] = useState<"resolve" | "merge" | null>(null);
  const isOver = incident.state === "resolved";
  return (
    <div className="flex flex-wrap gap-2">
      {incident.state === "open" && (
        <Button
          variant="primary"
          busy={actions.busy === "acknowledge"}
          onClick={() => void actions.acknowledge()}
        >
          {actions.busy !== "acknowledge" && <UserCheck aria-hidden className="size-4" />}
          Acknowledge
        </Button>
      )}
      <AssignMenu incident={incident} actions={actions} />
      {!isOver && (
        <>
          <Button onClick={() => setAsking("merge")}>
            <GitMerge aria-hidden className="size-4" />
            Merge…
          </Button>
          <Button busy={actions.busy === "resolve"} onClick={() => setAsking("resolve")}>
            Resolve…
          </Button>
        </>
      )}
      {isOver && incident.kind !== "system" && (
        <Button busy={actions.busy === "reopen"} onClick={() => void actions.reopen()}>
          {actions.busy !== "reopen" && <RotateCcw aria-hidden className="size-4" />}
          Open again
        </Button>
      )}
      {asking === "merge" && (
        <MergeDialog incident={incident} actions={actions} onClose={() => setAsking(null)} />
      )}
      <ConfirmDialog
        open={asking === "resolve"}
        onOpenChange={(open) => setAsking(open ? "resolve" : null)}
        title={`Resolve “${incident.title}”?`}
        description={resolveNote(incident)}
        confirmLabel="Resolve"
        onConfirm={() => void actions.resolve()}
      />
    </div>
  );
}

function resolveNote({ kind }: IncidentDetail): string {
  const told = "Whoever was told that it began is told that it is over.";
  if (kind === "manual") return told;
  return `${told} It ends on its own when the checks succeed again; resolved by hand, another one opens only with the next change for the worse.`;
}
