"use client";

import { Bell, Globe, Pause, Play, SlidersHorizontal, Tags, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BulkCommand } from "#contracts/bulk.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#ui/primitives/menu.tsx";
import { onDemand } from "#ui/primitives/on-demand.tsx";
import { useBulkActions } from "./use-bulk-actions.ts";
import type { useSelection } from "./use-selection.ts";

const BulkDialog = onDemand(async () => (await import("./bulk-dialog.tsx")).BulkDialog);
const BulkDeleteDialog = onDemand(async () => (await import("./bulk-delete-dialog.tsx")).BulkDeleteDialog);

type Kind = BulkCommand["kind"];
const ACTIONS: readonly { kind: Kind; icon: typeof Pause }[] = [
  { kind: "pause", icon: Pause },
  { kind: "resume", icon: Play },
  { kind: "tags", icon: Tags },
  { kind: "regions", icon: Globe },
  { kind: "channels", icon: Bell },
  { kind: "policy", icon: SlidersHorizontal },
  { kind: "delete", icon: Trash2 },
];

type BulkBarProps = { selection: ReturnType<typeof useSelection>; matching: number };

/** What can be done with what is selected, over the end of the page. */
export function BulkBar({ selection, matching }: BulkBarProps) {
  const t = useTranslations("monitors");
  const format = useFormat();
  const { start, busy } = useBulkActions();
  const [open, setOpen] = useState<Kind | null>(null);
  const { count, target } = selection;
  const run = async (command: BulkCommand) => {
    setOpen(null);
    if (await start({ command, target })) selection.clear();
  };
  const choose = (kind: Kind) => {
    if (kind === "pause" || kind === "resume") void run({ kind });
    else setOpen(kind);
  };
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  return (
    <section
      aria-label={t("select.bar")}
      className="fixed inset-x-3 bottom-3 z-30 mx-auto flex w-fit max-w-[calc(100vw-1.5rem)] flex-wrap items-center justify-center gap-x-1 gap-y-1.5 rounded-xl border border-line-strong bg-surface p-1.5 shadow-raised animate-rise"
    >
      <p aria-live="polite" className="px-2.5 text-[0.8125rem] font-semibold whitespace-nowrap tabular-nums">
        {t("select.selected", { count })}
      </p>
      {!selection.isAllMatching && selection.isAllLoaded && matching > count && (
        <Button variant="ghost" size="sm" onClick={selection.selectMatching} className="text-accent-text">
          {t("select.matching", { count: format.count(matching) })}
        </Button>
      )}
      <span className="flex items-center gap-1 max-md:hidden">
        {ACTIONS.map(({ kind, icon: Icon }) => (
          <Button
            key={kind}
            variant="ghost"
            size="sm"
            disabled={busy}
            onClick={() => choose(kind)}
            className={kind === "delete" ? "text-down hover:text-down" : ""}
          >
            <Icon aria-hidden className="size-4" />
            {t(`bulk.${kind}`)}
          </Button>
        ))}
      </span>
      <span className="md:hidden">
        <Menu>
          <MenuTrigger asChild>
            <Button size="sm" variant="primary" disabled={busy}>
              {t("bulk.actions")}
            </Button>
          </MenuTrigger>
          <MenuContent align="center" side="top">
            {ACTIONS.map(({ kind, icon: Icon }) => (
              <MenuItem key={kind} danger={kind === "delete"} onSelect={() => choose(kind)}>
                <Icon aria-hidden className="size-4" />
                {t(`bulk.${kind}`)}
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      </span>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("select.clear")}
        onClick={selection.clear}
        className="size-8"
      >
        <X aria-hidden className="size-4" />
      </Button>
      {open === "delete" && (
        <BulkDeleteDialog count={count} onOpenChange={close} onConfirm={() => void run({ kind: "delete" })} />
      )}
      {(open === "tags" || open === "regions" || open === "channels" || open === "policy") && (
        <BulkDialog kind={open} count={count} onOpenChange={close} onApply={(command) => void run(command)} />
      )}
    </section>
  );
}
