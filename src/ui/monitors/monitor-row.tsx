"use client";

import Link from "next/link";
import { memo } from "react";
import { unpackTicks } from "#contracts/pack-ticks.ts";
import type { MonitorListItem } from "#contracts/view.ts";
import { Sparkline } from "#ui/charts/sparkline.tsx";
import { TickBars } from "#ui/charts/tick-bars.tsx";
import { formatLatency } from "#ui/format/format-latency.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { VerdictIcon } from "#ui/verdict/verdict-badge.tsx";
import { TONE_TEXT, VERDICT_LOOKS } from "#ui/verdict/verdict-words.ts";
import { MonitorMenu } from "./monitor-menu.tsx";
import { UptimeFigure } from "./uptime-figure.tsx";

/** One grid for the head and the rows, so that columns line up. */
export const ROW_GRID =
  "lg:grid lg:grid-cols-[minmax(0,1fr)_15rem_6rem_4.5rem_5.5rem_5.5rem_2.25rem] lg:items-center lg:gap-5";

export const MonitorRow = memo(function MonitorRow({ item }: { item: MonitorListItem }) {
  const ticks = unpackTicks(item.recent);
  return (
    <div
      className={classNames(
        "relative px-4 py-3 transition-colors hover:bg-hover/60",
        item.verdict === "paused" && "[&_svg]:opacity-60",
        ROW_GRID,
      )}
    >
      <RowHead item={item} />
      <div className="mt-3 lg:mt-0">
        <TickBars ticks={ticks} />
      </div>
      <div className="max-lg:hidden">
        <Sparkline ticks={ticks} />
      </div>
      <dl className="mt-3 grid grid-cols-3 gap-3 text-[0.8125rem] lg:contents">
        <Cell label="p95">
          <span className="font-medium tabular-nums">
            {item.p95Ms === null ? "–" : formatLatency(item.p95Ms)}
          </span>
        </Cell>
        <Cell label="Uptime 24 h">
          <UptimeFigure uptime={item.uptime24h} coverage={item.coverage24h} />
        </Cell>
        <Cell label="Last check">
          <span className="text-ink-2 tabular-nums">
            {item.lastCheckAt === null ? "–" : <TimeAgo at={item.lastCheckAt} />}
          </span>
        </Cell>
      </dl>
      <div className="absolute top-2 right-2 z-10 lg:static">
        <MonitorMenu monitor={item} />
      </div>
    </div>
  );
});

function RowHead({ item }: { item: MonitorListItem }) {
  const look = VERDICT_LOOKS[item.verdict];
  return (
    <div className="flex min-w-0 items-start gap-3 max-lg:pr-10">
      <VerdictIcon verdict={item.verdict} className="mt-0.5 size-4.5" />
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-baseline gap-2">
          <Link
            href={`/monitors/${item.id}`}
            className="min-w-0 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-text"
          >
            {item.name}
          </Link>
          <span className={classNames("shrink-0 text-xs font-semibold", TONE_TEXT[look.tone])}>
            {look.word}
          </span>
          <RowTags tags={item.tags} />
        </div>
        {item.verdict === "down" ? (
          <p className="line-clamp-2 text-xs text-ink-2 lg:line-clamp-1" title={item.target}>
            {item.reason}
          </p>
        ) : (
          <p className="truncate text-xs text-ink-3" title={item.target}>
            {item.target}
          </p>
        )}
      </div>
    </div>
  );
}

const SHOWN_TAGS = 2;

/** A few; the rest on hover, and all on the monitor's page. */
function RowTags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  const rest = tags.length - SHOWN_TAGS;
  return (
    <ul
      aria-label="Tags"
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

function Cell({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3 lg:sr-only">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
