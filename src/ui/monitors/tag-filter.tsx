"use client";

import { useQuery } from "@tanstack/react-query";
import { Select } from "#ui/primitives/select.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** A select cannot hold "". No tag begins with a space. */
const EVERY = " every";

type TagFilterProps = { value: string | null; onChange: (tag: string | null) => void };

/** Appears with the first tag. */
export function TagFilter({ value, onChange }: TagFilterProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.monitor.tags.queryOptions());
  const known = data ?? [];
  if (known.length === 0 && value === null) return null;
  const missing = value !== null && known.every(({ tag }) => tag !== value);
  const options = [
    { value: EVERY, label: "All tags" },
    ...(missing ? [{ value, label: value }] : []),
    ...known.map(({ tag, monitors }) => ({ value: tag, label: `${tag} (${monitors})` })),
  ];
  return (
    <Select
      aria-label="Filter by tag"
      value={value ?? EVERY}
      onChange={(next) => onChange(next === EVERY ? null : next)}
      options={options}
      className="w-full sm:w-40"
    />
  );
}
