"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "#ui/primitives/class-names.ts";
import type { ListRow } from "./lay-out-rows.ts";
import { ROW_GRID } from "./monitor-row.tsx";
import { watchedRange } from "./watched-range.ts";

const VIRTUAL_ABOVE = 100;
/** From here on a row is one line of a table, below it a card. */
const WIDE_PX = 1024;

type MonitorRowsProps = {
  rows: readonly ListRow[];
  watch: (ids: readonly string[]) => void;
  /** The row that the keyboard is on: it is kept in the page. */
  active: { key: string | null; turn: number };
  selectAll: ReactNode;
  children: (row: ListRow) => ReactNode;
};

export function MonitorRows({ selectAll, ...list }: MonitorRowsProps) {
  const t = useTranslations("monitors.columns");
  return (
    <>
      <div className={classNames("hidden border-b px-4 py-2 text-xs font-medium text-ink-3", ROW_GRID)}>
        <span>{selectAll}</span>
        <span aria-hidden>{t("monitor")}</span>
        <span aria-hidden>{t("day")}</span>
        <span aria-hidden>{t("latency")}</span>
        <span aria-hidden>{t("uptime")}</span>
        <span aria-hidden>{t("regions")}</span>
        <span aria-hidden>{t("lastCheck")}</span>
      </div>
      {list.rows.length > VIRTUAL_ABOVE ? <VirtualRows {...list} /> : <PlainRows {...list} />}
    </>
  );
}

type RowsProps = Omit<MonitorRowsProps, "selectAll">;

function PlainRows({ rows, watch, children }: RowsProps) {
  useEffect(() => watch(idsOf(rows)), [rows, watch]);
  return (
    <ul className="divide-y">
      {rows.map((row) => (
        <li key={row.key}>{children(row)}</li>
      ))}
    </ul>
  );
}

function VirtualRows({ rows, watch, active, children }: RowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.kind === "group" ? 41 : window.innerWidth >= WIDE_PX ? 62 : 200),
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
    scrollPaddingStart: 120,
    scrollPaddingEnd: 96,
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const visible = virtual.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    const [from, to] = watchedRange(first, last);
    watch(idsOf(rows.slice(from, to)));
  }, [first, last, rows, watch]);

  const moved = useRef(active.turn);
  useEffect(() => {
    if (moved.current === active.turn) return;
    moved.current = active.turn;
    const index = rows.findIndex(({ key }) => key === active.key);
    if (index >= 0) virtual.scrollToIndex(index, { align: "auto" });
  }, [active, rows, virtual]);

  return (
    <ul ref={list} className="relative" style={{ height: virtual.getTotalSize() }}>
      {visible.map(({ key, index, start }) => {
        const row = rows[index];
        return (
          row !== undefined && (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 border-b"
              style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            >
              {children(row)}
            </li>
          )
        );
      })}
    </ul>
  );
}

function idsOf(rows: readonly ListRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.kind === "monitor" ? [row.item.id] : [])))];
}
