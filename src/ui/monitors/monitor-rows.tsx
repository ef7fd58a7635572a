"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { MonitorListItem } from "#contracts/view.ts";
import { classNames } from "#ui/primitives/class-names.ts";
import { MonitorRow, ROW_GRID } from "./monitor-row.tsx";
import { watchedRange } from "./watched-range.ts";

const VIRTUAL_ABOVE = 100;
/** From here on a row is one line of a table, below it a card. */
const WIDE_PX = 1024;

type MonitorRowsProps = { items: readonly MonitorListItem[]; watch: (ids: readonly string[]) => void };

export function MonitorRows({ items, watch }: MonitorRowsProps) {
  return (
    <>
      <div
        aria-hidden
        className={classNames("hidden border-b px-4 py-2 text-xs font-medium text-ink-3", ROW_GRID)}
      >
        <span>Monitor</span>
        <span>Last 40 checks</span>
        <span>Latency</span>
        <span>p95</span>
        <span>Uptime 24 h</span>
        <span>Last check</span>
      </div>
      {items.length > VIRTUAL_ABOVE ? (
        <VirtualRows items={items} watch={watch} />
      ) : (
        <PlainRows items={items} watch={watch} />
      )}
    </>
  );
}

function PlainRows({ items, watch }: MonitorRowsProps) {
  useEffect(() => watch(items.map(({ id }) => id)), [items, watch]);
  return (
    <ul className="divide-y">
      {items.map((item) => (
        <li key={item.id}>
          <MonitorRow item={item} />
        </li>
      ))}
    </ul>
  );
}

function VirtualRows({ items, watch }: MonitorRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => (window.innerWidth >= WIDE_PX ? 62 : 162),
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const visible = rows.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    const [from, to] = watchedRange(first, last);
    watch(items.slice(from, to).map(({ id }) => id));
  }, [first, last, items, watch]);

  return (
    <ul ref={list} className="relative" style={{ height: rows.getTotalSize() }}>
      {visible.map((row) => {
        const item = items[row.index];
        return (
          item !== undefined && (
            <li
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 border-b"
              style={{ transform: `translateY(${row.start - rows.options.scrollMargin}px)` }}
            >
              <MonitorRow item={item} />
            </li>
          )
        );
      })}
    </ul>
  );
}
