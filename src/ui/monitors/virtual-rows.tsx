"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { idsOf, type RowsProps } from "./plain-rows.tsx";
import { watchedRange } from "./watched-range.ts";

/** From here on a row is one line of a table, below it a card. */
const WIDE_PX = 1024;

/** Only the rows in sight, of a list that is long. */
export function VirtualRows({ rows, watch, active, children }: RowsProps) {
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
