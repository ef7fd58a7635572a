"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { usePreferences } from "#ui/format/preferences-context.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { KeyCaps } from "#ui/primitives/key-cap.tsx";
import type { Shortcut, ShortcutGroup } from "./shortcut-registry.ts";
import { useIsMac } from "./use-is-mac.ts";
import { shortcutRegistry } from "./use-shortcut.ts";

const GROUPS: readonly ShortcutGroup[] = ["actions", "navigation", "list", "page"];

type ShortcutsDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** What works on the screen below, as it is on at this moment. */
export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  const t = useTranslations("shell.keys");
  const all = useSyncExternalStore(shortcutRegistry.subscribe, shortcutRegistry.all, shortcutRegistry.all);
  const { shortcuts: areOn } = usePreferences();
  const usable = all.filter(
    ({ layer, label, keys }) => layer === 0 && label !== null && (areOn || keys.startsWith("mod+")),
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("description")}>
      <div className="grid gap-x-8 gap-y-5 overflow-y-auto p-5 sm:grid-cols-2">
        {!areOn && <p className="text-[0.8125rem] text-ink-2 sm:col-span-2">{t("off")}</p>}
        {GROUPS.map((group) => (
          <Group key={group} title={t(`groups.${group}`)} shortcuts={ofGroup(usable, group)} />
        ))}
      </div>
    </Dialog>
  );
}

function Group({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  const isMac = useIsMac();
  if (shortcuts.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1.5 text-xs font-semibold text-ink-3">{title}</h3>
      <dl>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys} className="flex min-h-8 items-center justify-between gap-3 text-[0.8125rem]">
            <dt>{label}</dt>
            <dd>
              <KeyCaps keys={keys} isMac={isMac} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** In the order in which they were added; of two that ask for the same keys only the one that gets them. */
function ofGroup(shortcuts: readonly Shortcut[], group: ShortcutGroup): Shortcut[] {
  const first = shortcuts.filter(
    (one, index) => shortcuts.findIndex(({ keys }) => keys === one.keys) === index,
  );
  return first.filter((one) => one.group === group).reverse();
}
