"use client";

import { EllipsisVertical, KeyRound, Pencil, Power, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { LocationToken, LocationView } from "#contracts/private-location.ts";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { DraftDialog } from "#ui/primitives/draft-dialog.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { useTeamCommand } from "#ui/team/use-team-command.ts";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import { LocationForm } from "./location-form.tsx";
import { useRefreshLocations } from "./use-refresh-locations.ts";

type Asking = "rename" | "rotate" | "delete" | null;

export function LocationMenu({ location, appUrl }: { location: LocationView; appUrl: string }) {
  const t = useTranslations("regions.own");
  const cancel = useTranslations("team")("cancel");
  const client = useTRPCClient();
  const { run } = useTeamCommand();
  const refresh = useRefreshLocations();
  const [asking, setAsking] = useState<Asking>(null);
  const [made, setMade] = useState<LocationToken | null>(null);
  const { code, name, enabled, monitors } = location;
  const close = (open: boolean) => !open && setAsking(null);

  const rotate = async () => {
    const token = await run(() => client.region.rotateToken.mutate({ code }));
    if (token) setMade(token);
  };
  const toggle = async () => {
    if (await run(() => client.region.enable.mutate({ code, enabled: !enabled }))) {
      toast.success(t(enabled ? "nowOff" : "nowOn", { name }));
      await refresh();
    }
  };
  const remove = async () => {
    if (await run(() => client.region.delete.mutate({ code, removeFromMonitors: true }))) {
      toast.success(t("deleted", { name }));
      await refresh();
    }
  };

  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("actions", { name })}>
            <EllipsisVertical aria-hidden className="size-4" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setAsking("rotate")}>
            <KeyRound aria-hidden className="size-4 text-ink-3" />
            {t("rotate")}
          </MenuItem>
          <MenuItem onSelect={() => setAsking("rename")}>
            <Pencil aria-hidden className="size-4 text-ink-3" />
            {t("rename")}
          </MenuItem>
          <MenuItem onSelect={() => void toggle()}>
            <Power aria-hidden className="size-4 text-ink-3" />
            {t(enabled ? "disable" : "enable")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem danger onSelect={() => setAsking("delete")}>
            <Trash2 aria-hidden className="size-4" />
            {t("delete")}
          </MenuItem>
        </MenuContent>
      </Menu>
      <DraftDialog
        open={asking === "rename"}
        onOpenChange={close}
        title={t("form.renameTitle", { name })}
        description={t("form.renameNote")}
        unsaved={t("form.unsaved")}
      >
        {(handlers) => <LocationForm location={location} {...handlers} />}
      </DraftDialog>
      <ConfirmDialog
        open={asking === "rotate"}
        onOpenChange={close}
        title={t("rotateAsk", { name })}
        description={t("rotateNote")}
        confirmLabel={t("rotateConfirm")}
        cancelLabel={cancel}
        onConfirm={() => void rotate()}
      />
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={close}
        title={t("deleteAsk", { name })}
        description={t("deleteNote", { count: monitors })}
        confirmLabel={t("deleteConfirm")}
        cancelLabel={cancel}
        onConfirm={() => void remove()}
      />
      {made !== null && (
        <ConnectDialog made={made} appUrl={appUrl} waits={false} onClose={() => setMade(null)} />
      )}
    </>
  );
}
