"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { memo, useEffect, useRef } from "react";
import { unpackTicks } from "#contracts/pack-ticks.ts";
import type { MonitorListItem } from "#contracts/view.ts";
import { TickBars } from "#ui/charts/tick-bars.tsx";
import { KindIcon } from "#ui/checks/kind-icon.tsx";
import { useKindName } from "#ui/checks/use-kind-name.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { VerdictIcon } from "#ui/verdict/verdict-badge.tsx";
import { TONE_TEXT, VERDICT_LOOKS } from "#ui/verdict/verdict-words.ts";
import { HourBars } from "./hour-bars.tsx";
import { HourLine } from "./hour-line.tsx";
import { MonitorMenu } from "./monitor-menu.tsx";
import { ROW_GRID } from "./row-grid.ts";
import { UptimeFigure } from "./uptime-figure.tsx";

type MonitorRowProps = {
  item: MonitorListItem;
  rowKey: string;
  isSelected: boolean;
  /** Shown although it matches the filter no longer: it goes with the next refresh. */
  isStray: boolean;
  /** Counts the moves of the keyboard; the row takes the focus when it changes. Null: the row is not the active one. */
  focusTurn: number | null;
  canEdit: boolean;
  onFocus: (rowKey: string) => void;
  onSelect: (id: string, isRange: boolean) => void;
};

export const MonitorRow = memo(function MonitorRow(props: MonitorRowProps) {
  const { item, isSelected, isStray, canEdit } = props;
  const t = useTranslations("monitors");
  const format = useFormat();
  return (
    <div
      title={isStray ? t("row.noLonger") : undefined}
      className={classNames(
        "relative px-4 py-3 transition-colors hover:bg-hover/60",
        item.verdict === "paused" && "[&_svg]:opacity-60",
        isSelected && "bg-accent-soft/60 hover:bg-accent-soft/80",
        isStray && "opacity-55",
        ROW_GRID,
      )}
    >
      <RowCheck {...props} />
      <RowHead {...props} />
      <div className="mt-3 lg:mt-0">
        <HourBars hours={item.hours} />
      </div>
      <dl className="mt-3 grid grid-cols-2 gap-x-4 gap-y-3 text-[0.8125rem] sm:grid-cols-4 lg:contents">
        <Cell label={t("columns.latency")} className="lg:flex lg:items-center lg:gap-2">
          <span className="font-medium whitespace-nowrap tabular-nums lg:w-15 lg:shrink-0">
            {item.p95Ms === null ? "–" : format.latency(item.p95Ms)}
          </span>
          <span className="block min-w-0 flex-1 max-lg:hidden">
            <HourLine p95Ms={item.hours.p95Ms} />
          </span>
        </Cell>
        <Cell label={t("columns.uptime")}>
          <UptimeFigure uptime={item.uptime24h} coverage={item.coverage24h} />
        </Cell>
        <Cell label={t("columns.regions")}>
          <RegionCodes codes={item.regions} />
        </Cell>
        <Cell label={t("columns.lastCheck")}>
          <span className="block whitespace-nowrap text-ink-2 tabular-nums">
            {item.lastCheckAt === null ? "–" : <TimeAgo at={item.lastCheckAt} />}
          </span>
          <RecentStrip item={item} />
        </Cell>
      </dl>
      <div className="absolute top-2 right-2 z-10 lg:static">
        {canEdit ? <MonitorMenu monitor={item} /> : <span className="block size-9" />}
      </div>
    </div>
  );
});

/** The last 20 checks: the right half of the forty that the bars have room for. */
function RecentStrip({ item }: { item: MonitorListItem }) {
  return (
    <span className="mt-1 block overflow-hidden [&_svg]:-ml-[100%] [&_svg]:h-2 [&_svg]:w-[200%] [&_svg]:max-w-none">
      <TickBars ticks={unpackTicks(item.recent)} />
    </span>
  );
}

function RowCheck({ item, isSelected, onSelect, canEdit }: MonitorRowProps) {
  const t = useTranslations("monitors.row");
  if (!canEdit) return <span className="max-lg:hidden" />;
  return (
    <input
      type="checkbox"
      aria-label={t("select", { name: item.name })}
      checked={isSelected}
      // A click says whether Shift is held; a change does not.
      onClick={(event) => onSelect(item.id, event.shiftKey)}
      readOnly
      className="relative z-10 size-4 accent-accent max-lg:absolute max-lg:top-4 max-lg:left-4"
    />
  );
}

function RowHead({ item, focusTurn, rowKey, onFocus, canEdit }: MonitorRowProps) {
  const t = useTranslations("common.verdict");
  const link = useRef<HTMLAnchorElement>(null);
  const look = VERDICT_LOOKS[item.verdict];
  useEffect(() => {
    if (focusTurn !== null) link.current?.focus();
  }, [focusTurn]);
  return (
    <div className={classNames("flex min-w-0 items-start gap-3 max-lg:pr-10", canEdit && "max-lg:pl-8")}>
      <VerdictIcon verdict={item.verdict} className="mt-0.5 size-4.5" />
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-baseline gap-2">
          <Link
            ref={link}
            href={`/monitors/${item.id}`}
            prefetch={false}
            onFocus={() => onFocus(rowKey)}
            className="min-w-0 scroll-mt-28 scroll-mb-24 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-text"
          >
            {item.name}
          </Link>
          <span className={classNames("shrink-0 text-xs font-semibold", TONE_TEXT[look.tone])}>
            {t(item.verdict)}
          </span>
          <RowTags tags={item.tags} />
        </div>
        {item.verdict === "down" ? (
          <p lang="en" className="line-clamp-2 text-xs text-ink-2 lg:line-clamp-1" title={item.target}>
            {item.reason}
          </p>
        ) : (
          <RowTarget kind={item.kind} target={item.target} />
        )}
      </div>
    </div>
  );
}

/** What kind of check it is, as a sign, and where it goes; one that goes nowhere is called by its kind. */
function RowTarget({ kind, target }: { kind: string; target: string }) {
  const name = useKindName()(kind);
  const hasTarget = target !== "";
  return (
    <p
      className="flex min-w-0 items-center gap-1.5 text-xs text-ink-3"
      title={hasTarget ? `${name}: ${target}` : name}
    >
      <KindIcon kind={kind} className="size-3.5 shrink-0" />
      {hasTarget && <span className="sr-only">{name}: </span>}
      <span className="truncate">{hasTarget ? target : name}</span>
    </p>
  );
}

const SHOWN_TAGS = 2;

/** A few; the rest on hover, and all on the monitor's page. */
function RowTags({ tags }: { tags: readonly string[] }) {
  const t = useTranslations("monitors.row");
  if (tags.length === 0) return null;
  const rest = tags.length - SHOWN_TAGS;
  return (
    <ul
      aria-label={t("tags")}
      title={tags.join(", ")}
      className="flex min-w-0 shrink items-center gap-1 max-sm:hidden"
    >
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <li
          key={tag}
          className="max-w-28 truncate rounded border bg-sunken px-1.5 text-[0.6875rem] text-ink-2"
        >
          {tag}
        </li>
      ))}
      {rest > 0 && <li className="text-[0.6875rem] text-ink-3">+{rest}</li>}
    </ul>
  );
}

/** One by its code, several by their number. */
function RegionCodes({ codes }: { codes: readonly string[] }) {
  const t = useTranslations("monitors.row");
  const [first] = codes;
  return (
    <span title={codes.join(", ")} className="block truncate text-ink-2">
      {codes.length === 1 && first !== undefined ? first : t("regionCount", { count: codes.length })}
    </span>
  );
}

function Cell({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3 lg:sr-only">{label}</dt>
      <dd className={className}>{children}</dd>
    </div>
  );
}
