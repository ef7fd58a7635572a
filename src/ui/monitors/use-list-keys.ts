"use client";

import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { useShortcut } from "#ui/shell/use-shortcut.ts";
import type { ListRow } from "./lay-out-rows.ts";
import type { useSelection } from "./use-selection.ts";

export type ActiveRow = { key: string | null; turn: number };

type Keyed = {
  rows: readonly ListRow[];
  selection: ReturnType<typeof useSelection>;
  canEdit: boolean;
  /** Called on the last loaded row. */
  onEnd: () => void;
};

/** `j` and `k` move the focus from row to row, `x` selects; Enter is the link's own. */
export function useListKeys({ rows, selection, canEdit, onEnd }: Keyed) {
  const t = useTranslations("monitors.keys");
  const [active, setActive] = useState<ActiveRow>({ key: null, turn: 0 });
  const monitors = rows.filter((row) => row.kind === "monitor");
  const index = monitors.findIndex(({ key }) => key === active.key);
  const move = (step: 1 | -1) => {
    const next = index < 0 ? 0 : Math.min(Math.max(index + step, 0), monitors.length - 1);
    const row = monitors[next];
    if (row) setActive(({ turn }) => ({ key: row.key, turn: turn + 1 }));
    if (next === monitors.length - 1) onEnd();
  };
  const current = monitors[index];
  const hasSelection = selection.count > 0;

  useShortcut("j", () => move(1), { label: t("next"), group: "list", repeats: true });
  useShortcut("k", () => move(-1), { label: t("previous"), group: "list", repeats: true });
  useShortcut("x", () => current && selection.toggle(current.item.id, false), {
    label: t("select"),
    group: "list",
    enabled: canEdit,
  });
  useShortcut("shift+x", () => current && selection.toggle(current.item.id, true), {
    label: null,
    group: "list",
    enabled: canEdit,
  });
  useShortcut("shift+a", selection.selectMatching, {
    label: t("selectAll"),
    group: "list",
    enabled: canEdit,
  });
  useShortcut("escape", selection.clear, { label: t("clear"), group: "list", enabled: hasSelection });

  const onFocus = useCallback(
    (key: string) => setActive((before) => (before.key === key ? before : { key, turn: before.turn })),
    [],
  );
  return { active, onFocus };
}
