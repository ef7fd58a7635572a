"use client";

import { ArrowLeft, ExternalLink, Pause, Pencil, Play, RefreshCw, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { describeTarget } from "#contracts/check-target.ts";
import type { MonitorDetail } from "#contracts/view.ts";
import { KindIcon } from "#ui/checks/kind-icon.tsx";
import { useKindName } from "#ui/checks/use-kind-name.ts";
import { LiveIndicator } from "#ui/live/live-indicator.tsx";
import { TimeSince } from "#ui/live/time-ago.tsx";
import type { Liveness } from "#ui/live/use-live-monitors.ts";
import { DeleteMonitorDialog } from "#ui/monitors/delete-monitor-dialog.tsx";
import { useMonitorActions } from "#ui/monitors/use-monitor-actions.ts";
import { Button } from "#ui/primitives/button.tsx";
import { onDemand } from "#ui/primitives/on-demand.tsx";
import { ForEditors } from "#ui/team/for-editors.tsx";
import { VerdictBadge } from "#ui/verdict/verdict-badge.tsx";

// Forms and their rules weigh more than the rest of the page, and few who look at it edit.
const MonitorDialog = onDemand(
  async () => (await import("#ui/monitor-form/monitor-dialog.tsx")).MonitorDialog,
);

type MonitorHeaderProps = { monitor: MonitorDetail; liveness: Liveness; onLeave: () => void };

export function MonitorHeader({ monitor, liveness, onLeave }: MonitorHeaderProps) {
  const t = useTranslations("monitorPage.header");
  const { check } = monitor.input;
  return (
    <header className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-3">
        <Link
          href="/monitors"
          className="inline-flex h-8 items-center gap-1.5 rounded-md text-[0.8125rem] font-medium text-ink-2 hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t("monitors")}
        </Link>
        <LiveIndicator liveness={liveness} />
      </div>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1 basis-80">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="min-w-0 text-2xl font-semibold tracking-tight break-words">{monitor.name}</h1>
            <VerdictBadge verdict={monitor.verdict} />
          </div>
          <HeaderTarget check={check} />
          <HeaderTags tags={monitor.input.tags} />
          <p className="mt-2 text-sm text-pretty" aria-live="polite">
            <span lang="en">{monitor.reason}</span>{" "}
            <span className="whitespace-nowrap text-ink-3">
              · {t.rich("since", { time: () => <TimeSince at={monitor.since} /> })}
            </span>
          </p>
        </div>
        <ForEditors>
          <HeaderActions monitor={monitor} onLeave={onLeave} />
        </ForEditors>
      </div>
    </header>
  );
}

/** What kind of check it is and where it goes; a page that a browser can open is a link. */
function HeaderTarget({ check }: { check: MonitorDetail["input"]["check"] }) {
  const t = useTranslations("monitorPage.header");
  const kindName = useKindName();
  const target = describeTarget(check);
  const isLink = /^https?:/.test(target);
  return (
    <p className="mt-1 flex max-w-full min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-[0.8125rem] text-ink-2">
      <span className="inline-flex items-center gap-1.5 font-medium">
        <KindIcon kind={check.kind} className="size-4 shrink-0 text-ink-3" />
        {kindName(check.kind)}
      </span>
      {isLink ? (
        <a
          href={target}
          target="_blank"
          rel="noreferrer"
          className="inline-flex max-w-full min-w-0 items-center gap-1.5 rounded hover:text-ink"
        >
          <span className="truncate">{target}</span>
          <ExternalLink aria-hidden className="size-3.5 shrink-0 text-ink-3" />
          <span className="sr-only">{t("newTab")}</span>
        </a>
      ) : (
        target !== "" && <span className="min-w-0 truncate font-mono text-xs">{target}</span>
      )}
    </p>
  );
}

/** Each leads to the monitors that carry it. */
function HeaderTags({ tags }: { tags: readonly string[] }) {
  const t = useTranslations("monitorPage.header");
  return (
    <ul aria-label={t("tags")} className="mt-2 flex flex-wrap gap-1.5 empty:hidden">
      {tags.map((tag) => (
        <li key={tag}>
          <Link
            href={`/monitors?tag=${encodeURIComponent(tag)}`}
            className="flex h-6 items-center rounded-md border bg-sunken px-2 text-xs text-ink-2 hover:bg-hover hover:text-ink"
          >
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function HeaderActions({ monitor, onLeave }: { monitor: MonitorDetail; onLeave: () => void }) {
  const t = useTranslations("monitorPage.header");
  const actions = useMonitorActions();
  const router = useRouter();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const paused = monitor.verdict === "paused";
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  const remove = async () => {
    if (!(await actions.remove(monitor))) return;
    onLeave();
    router.push("/monitors");
  };

  return (
    <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:[&>button]:flex-1 max-sm:[&>button]:px-2">
      {!paused && monitor.kind !== "heartbeat" && (
        <Button onClick={() => void actions.checkNow(monitor)}>
          <RefreshCw aria-hidden className="size-4" />
          {t("checkNow")}
        </Button>
      )}
      <Button onClick={() => void (paused ? actions.resume(monitor) : actions.pause(monitor))}>
        {paused ? <Play aria-hidden className="size-4" /> : <Pause aria-hidden className="size-4" />}
        {paused ? t("resume") : t("pause")}
      </Button>
      <Button onClick={() => setOpen("edit")}>
        <Pencil aria-hidden className="size-4" />
        {t("edit")}
      </Button>
      <Button aria-label={t("delete")} className="w-9 px-0 max-sm:max-w-9" onClick={() => setOpen("delete")}>
        <Trash2 aria-hidden className="size-4 text-down" />
      </Button>
      {open === "edit" && <MonitorDialog open onOpenChange={close} editedId={monitor.id} />}
      {open === "delete" && (
        <DeleteMonitorDialog monitor={monitor} onOpenChange={close} onConfirm={() => void remove()} />
      )}
    </div>
  );
}
