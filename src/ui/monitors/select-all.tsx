"use client";

import { useTranslations } from "next-intl";
import type { useSelection } from "./use-selection.ts";

export function SelectAll({ selection }: { selection: ReturnType<typeof useSelection> }) {
  const t = useTranslations("monitors.select");
  const isSome = selection.count > 0 && !selection.isAllLoaded;
  return (
    <input
      type="checkbox"
      aria-label={t("all")}
      checked={selection.isAllLoaded}
      ref={(box) => {
        if (box) box.indeterminate = isSome;
      }}
      onChange={() => (selection.isAllLoaded ? selection.clear() : selection.selectLoaded())}
      className="block size-4 accent-accent"
    />
  );
}
