"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, LoaderCircle, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { BulkRunView } from "#contracts/bulk.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { useNow } from "#ui/live/use-now.ts";
import { Button } from "#ui/primitives/button.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { useBulkActions } from "./use-bulk-actions.ts";

const EVERY_MS = 1_000;
const CLOSED_KEY = "uptick:closed-run";

/** How the last change of many monitors goes on: from the server, so that a reload loses nothing. */
export function BulkPanel() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: run } = useQuery({
    ...trpc.bulk.current.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? EVERY_MS : false),
  });
  const [closed, setClosed] = useState<string | null>(readClosed);
  const seen = useRef<string | null>(null);
  const stage = run ? `${run.id}:${run.status}` : null;
  useEffect(() => {
    const before = seen.current;
    seen.current = stage;
    // What was changed is asked for anew once it is over, not at every step.
    if (before?.endsWith(":running") && stage !== before) {
      void queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
    }
  }, [stage, queryClient, trpc]);
  if (!run || run.id === closed) return null;
  const close = () => {
    window.sessionStorage.setItem(CLOSED_KEY, run.id);
    setClosed(run.id);
  };
  return <RunPanel run={run} onClose={close} />;
}

function readClosed(): string | null {
  return typeof window === "undefined" ? null : window.sessionStorage.getItem(CLOSED_KEY);
}

function RunPanel({ run, onClose }: { run: BulkRunView; onClose: () => void }) {
  const t = useTranslations("monitors.run");
  const format = useFormat();
  const actions = useBulkActions();
  const isRunning = run.status === "running";
  const { kind } = run.command;
  const said = { done: format.count(run.done), total: format.count(run.total) };
  return (
    <section aria-label={t("label")} className="rounded-xl border bg-surface px-4 py-3 shadow-card">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <RunIcon run={run} />
        <p className="min-w-0 text-[0.8125rem] font-semibold">
          {titleOf(run, t(`${isRunning ? "running" : "done"}.${kind}`), t)}
        </p>
        <p className="text-xs text-ink-3 tabular-nums">
          {t("progress", said)} <Waiting run={run} />
        </p>
        <div className="ml-auto flex items-center gap-1">
          {isRunning && (
            <Button size="sm" busy={actions.busy} onClick={() => void actions.cancel(run.id)}>
              {t("cancel")}
            </Button>
          )}
          {!isRunning && run.canUndo && (
            <Button size="sm" busy={actions.busy} onClick={() => void actions.undo(run.id)}>
              {t("undo")}
            </Button>
          )}
          {!isRunning && (
            <Button
              variant="ghost"
              size="icon"
              className="size-8"
              aria-label={t("dismiss")}
              onClick={onClose}
            >
              <X aria-hidden className="size-4" />
            </Button>
          )}
        </div>
      </div>
      {isRunning && (
        <div
          role="progressbar"
          aria-label={t(`running.${kind}`)}
          aria-valuemin={0}
          aria-valuemax={run.total}
          aria-valuenow={run.done}
          className="mt-2.5 h-1.5 overflow-hidden rounded-full bg-sunken"
        >
          <div
            className="h-full rounded-full bg-accent transition-[width] duration-500"
            style={{ width: `${(run.done / Math.max(run.total, 1)) * 100}%` }}
          />
        </div>
      )}
      {run.error !== null && <p className="mt-2 text-xs text-down">{run.error}</p>}
      <Failures run={run} />
    </section>
  );
}

function titleOf(run: BulkRunView, usual: string, t: (key: "cancelled" | "failedRun") => string): string {
  if (run.status === "cancelled") return t("cancelled");
  return run.status === "failed" ? t("failedRun") : usual;
}

function RunIcon({ run }: { run: BulkRunView }) {
  if (run.status === "running")
    return <LoaderCircle aria-hidden className="size-4 animate-spin text-accent-text" />;
  if (run.status === "done" && run.failed === 0)
    return <CircleCheck aria-hidden className="size-4 text-up" />;
  return <CircleAlert aria-hidden className="size-4 text-warn" />;
}

/** A deletion waits, so that it can be called off. */
function Waiting({ run }: { run: BulkRunView }) {
  const t = useTranslations("monitors.run");
  const now = useNow();
  const seconds = Math.ceil((new Date(run.startsAt).getTime() - now) / 1000);
  if (run.status !== "running" || seconds <= 0) return null;
  return <span suppressHydrationWarning>· {t("waiting", { seconds })}</span>;
}

function Failures({ run }: { run: BulkRunView }) {
  const t = useTranslations("monitors.run");
  const [open, setOpen] = useState(false);
  if (run.failed === 0) return null;
  const rest = run.failed - run.failures.length;
  return (
    <div className="mt-2 text-xs">
      <p className="flex flex-wrap items-center gap-x-2 text-warn">
        {t("failures", { count: run.failed })}
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="font-medium text-accent-text underline-offset-2 hover:underline"
        >
          {open ? t("hideFailures") : t("showFailures")}
        </button>
      </p>
      {open && (
        <ul className="mt-2 max-h-48 divide-y overflow-y-auto rounded-md border">
          {run.failures.map(({ monitorId, name, reason }) => (
            <li key={monitorId} className="flex flex-wrap gap-x-3 px-3 py-1.5">
              <span className="font-medium">{name === "" ? t("gone") : name}</span>
              <span lang="en" className="text-ink-2">
                {reason}
              </span>
            </li>
          ))}
          {rest > 0 && <li className="px-3 py-1.5 text-ink-3">{t("more", { count: rest })}</li>}
        </ul>
      )}
    </div>
  );
}
