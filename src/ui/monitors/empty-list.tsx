"use client";

import { Plus, Radar, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { type ListView, toggled } from "./list-query.ts";

/** `onAdd` is null for who may only look. */
export function NoMonitors({ onAdd }: { onAdd: (() => void) | null }) {
  const t = useTranslations("monitors.empty");
  return (
    <EmptyState
      icon={Radar}
      title={t("title")}
      action={
        onAdd && (
          <Button variant="primary" onClick={onAdd}>
            <Plus aria-hidden className="size-4" />
            {t("add")}
          </Button>
        )
      }
    >
      <p>{t.rich("text", { code: (text) => <code className="font-mono text-xs">{text}</code> })}</p>
      <p className="mt-2 text-ink-3">{t("rule")}</p>
    </EmptyState>
  );
}

type NothingFoundProps = {
  view: ListView;
  onChange: (change: Partial<ListView>) => void;
  onClear: () => void;
};

/** Offers each condition to be dropped alone, and all of them at once. */
export function NothingFound({ view, onChange, onClear }: NothingFoundProps) {
  const t = useTranslations("monitors");
  const tVerdict = useTranslations("common.verdict");
  const parts = [
    ...(view.search === "" ? [] : [{ name: `“${view.search}”`, without: { search: "" } }]),
    ...view.statuses.map((verdict) => ({
      name: tVerdict(verdict),
      without: { statuses: toggled(view.statuses, verdict) },
    })),
    ...view.tags.map((tag) => ({ name: tag, without: { tags: toggled(view.tags, tag) } })),
    ...view.regions.map((code) => ({ name: code, without: { regions: toggled(view.regions, code) } })),
    ...view.kinds.map((kind) => ({ name: kind, without: { kinds: toggled(view.kinds, kind) } })),
  ];
  return (
    <EmptyState
      icon={SearchX}
      title={t("nothing.title")}
      action={
        <>
          {parts.length > 1 &&
            parts.map(({ name, without }) => (
              <Button key={name} size="sm" onClick={() => onChange(without)}>
                {t("filter.remove", { name })}
              </Button>
            ))}
          <Button size={parts.length > 1 ? "sm" : "md"} onClick={onClear}>
            {t("filter.clear")}
          </Button>
        </>
      }
    >
      {t("nothing.text")}
    </EmptyState>
  );
}
