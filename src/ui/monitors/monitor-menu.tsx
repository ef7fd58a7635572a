"use client";

import { Copy, EllipsisVertical, Pause, Pencil, Play, RefreshCw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ShownVerdict } from "#contracts/view.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { onDemand } from "#ui/primitives/on-demand.tsx";
import { DeleteMonitorDialog } from "./delete-monitor-dialog.tsx";
import { useMonitorActions } from "./use-monitor-actions.ts";

// The form is a third of the list's code, and most visits need none.
const MonitorDialog = onDemand(
  async () => (await import("#ui/monitor-form/monitor-dialog.tsx")).MonitorDialog,
);

type MonitorMenuProps = { monitor: { id: string; kind: string; name: string; verdict: ShownVerdict } };

export function MonitorMenu({ monitor }: MonitorMenuProps) {
  const t = useTranslations("monitors.menu");
  const actions = useMonitorActions();
  const words = useTranslations("monitorForm");
  const [open, setOpen] = useState<"edit" | "copy" | "delete" | null>(null);
  const paused = monitor.verdict === "paused";
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };

  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("actions", { name: monitor.name })}
            className="relative z-10"
          >
            <EllipsisVertical aria-hidden className="size-4" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setOpen("edit")}>
            <Pencil aria-hidden className="size-4 text-ink-3" />
            {t("edit")}
          </MenuItem>
          <MenuItem onSelect={() => setOpen("copy")}>
            <Copy aria-hidden className="size-4 text-ink-3" />
            {words("duplicate")}
          </MenuItem>
          {paused ? (
            <MenuItem onSelect={() => void actions.resume(monitor)}>
              <Play aria-hidden className="size-4 text-ink-3" />
              {t("resume")}
            </MenuItem>
          ) : (
            <>
              {monitor.kind !== "heartbeat" && (
                <MenuItem onSelect={() => void actions.checkNow(monitor)}>
                  <RefreshCw aria-hidden className="size-4 text-ink-3" />
                  {t("checkNow")}
                </MenuItem>
              )}
              <MenuItem onSelect={() => void actions.pause(monitor)}>
                <Pause aria-hidden className="size-4 text-ink-3" />
                {t("pause")}
              </MenuItem>
            </>
          )}
          <MenuSeparator />
          <MenuItem danger onSelect={() => setOpen("delete")}>
            <Trash2 aria-hidden className="size-4" />
            {t("delete")}
          </MenuItem>
        </MenuContent>
      </Menu>
      {open === "edit" && <MonitorDialog open onOpenChange={close} editedId={monitor.id} />}
      {open === "copy" && <MonitorDialog open onOpenChange={close} copiedId={monitor.id} />}
      {open === "delete" && (
        <DeleteMonitorDialog
          monitor={monitor}
          onOpenChange={close}
          onConfirm={() => void actions.remove(monitor)}
        />
      )}
    </>
  );
}
