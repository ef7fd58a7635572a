"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { KeyCaps } from "#ui/primitives/key-cap.tsx";
import { showShellDialog } from "./shell-dialog.ts";
import { useIsMac } from "./use-is-mac.ts";

/** A field to the eye, a button to the hand: it opens the palette. */
export function PaletteButton() {
  const t = useTranslations("shell");
  const isMac = useIsMac();
  return (
    <button
      type="button"
      aria-label={t("palette")}
      aria-keyshortcuts={isMac ? "Meta+K" : "Control+K"}
      onClick={() => showShellDialog("palette")}
      className="flex h-9 shrink-0 items-center gap-2 rounded-md text-sm text-ink-3 hover:bg-hover hover:text-ink max-lg:w-9 max-lg:justify-center lg:h-8 lg:border lg:bg-bg lg:pr-1.5 lg:pl-2.5 lg:hover:border-line-strong"
    >
      <Search aria-hidden className="size-4" />
      <span aria-hidden className="pr-3 text-[0.8125rem] max-lg:hidden">
        {t("paletteHint")}
      </span>
      <KeyCaps keys="mod+k" isMac={isMac} className="max-lg:hidden" />
    </button>
  );
}
