"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelKind, ChannelKindView } from "#contracts/channel.ts";
import { Input } from "#ui/primitives/input.tsx";

type KindPickerProps = { kinds: readonly ChannelKindView[]; onPick: (kind: ChannelKind) => void };

export function KindPicker({ kinds, onPick }: KindPickerProps) {
  const t = useTranslations("channels.kinds");
  const [search, setSearch] = useState("");
  const found = kinds.filter((kind) => matches(kind, search));
  const first = found[0];
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-5">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          if (search.trim() !== "" && first !== undefined) onPick(first.kind);
        }}
      >
        <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-ink-3" />
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("placeholder")}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          autoComplete="off"
          className="pl-9"
        />
      </form>
      <p role="status" className={found.length === 0 ? "py-6 text-center text-sm text-ink-3" : "sr-only"}>
        {found.length === 0 ? t("none") : t("count", { count: found.length })}
      </p>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {found.map(({ kind, label }) => (
          <li key={kind}>
            <button
              type="button"
              lang="en"
              onClick={() => onPick(kind)}
              className="flex min-h-11 w-full items-center rounded-lg border border-line-strong bg-surface px-3 py-2 text-left text-[0.8125rem] font-medium shadow-card transition-colors hover:bg-hover"
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function matches({ kind, label, help }: ChannelKindView, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/);
  const text = `${kind} ${label} ${help}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
