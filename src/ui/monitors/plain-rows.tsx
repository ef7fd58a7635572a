"use client";

import { type ReactNode, useEffect } from "react";
import type { ListRow } from "./lay-out-rows.ts";

export type RowsProps = {
  rows: readonly ListRow[];
  watch: (ids: readonly string[]) => void;
  /** The row that the keyboard is on: it is kept in the page. */
  active: { key: string | null; turn: number };
  children: (row: ListRow) => ReactNode;
};

export function PlainRows({ rows, watch, children }: RowsProps) {
  useEffect(() => watch(idsOf(rows)), [rows, watch]);
  return (
    <ul className="divide-y">
      {rows.map((row) => (
        <li key={row.key}>{children(row)}</li>
      ))}
    </ul>
  );
}

export function idsOf(rows: readonly ListRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.kind === "monitor" ? [row.item.id] : [])))];
}
