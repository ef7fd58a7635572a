"use client";

import { CirclePause, CirclePlay, EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelView } from "#contracts/channel.ts";
import { ChannelDialog } from "#ui/channel-form/channel-dialog.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { useChannelActions } from "./use-channel-actions.ts";

export function ChannelMenu({ channel }: { channel: ChannelView }) {
  const t = useTranslations("alerts.menu");
  const common = useTranslations("common");
  const actions = useChannelActions();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  const Power = channel.enabled ? CirclePause : CirclePlay;

  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={common("actionsFor", { name: channel.name })}>
            <EllipsisVertical aria-hidden className="size-4" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setOpen("edit")}>
            <Pencil aria-hidden className="size-4 text-ink-3" />
            {common("edit")}
          </MenuItem>
          <MenuItem onSelect={() => void actions.enable(channel, !channel.enabled)}>
            <Power aria-hidden className="size-4 text-ink-3" />
            {channel.enabled ? t("off") : t("on")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem danger onSelect={() => setOpen("delete")}>
            <Trash2 aria-hidden className="size-4" />
            {common("delete")}
          </MenuItem>
        </MenuContent>
      </Menu>
      {open === "edit" && <ChannelDialog open onOpenChange={close} editedId={channel.id} />}
      {open === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={t("deleteTitle", { name: channel.name })}
          description={t("deleteNote")}
          confirmLabel={t("deleteConfirm")}
          onConfirm={() => void actions.remove(channel)}
        />
      )}
    </>
  );
}
