"use client";

import { useQueryClient } from "@tanstack/react-query";
import { UserPlus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelView } from "#contracts/channel.ts";
import type { OnCallScheduleView } from "#contracts/escalation.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { useNow } from "#ui/live/use-now.ts";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { MenuItem } from "#ui/primitives/menu.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { HandoverWords } from "./handover-words.tsx";
import { OverrideDialog } from "./override-dialog.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { TurnList } from "./turn-list.tsx";

type ScheduleRowProps = {
  schedule: OnCallScheduleView;
  mayChange: boolean;
  channels: readonly ChannelView[];
};

export function ScheduleRow({ schedule, mayChange, channels }: ScheduleRowProps) {
  const t = useTranslations("onCall");
  const format = useFormat();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const nowMs = useNow();
  const [open, setOpen] = useState<"edit" | "override" | "delete" | null>(null);
  const { id, name, rotation, overrides, turns } = schedule;
  const after = () => void queryClient.invalidateQueries({ queryKey: trpc.onCall.pathKey() });
  const { remove } = useRemoval({
    run: () => client.onCall.delete.mutate({ id }),
    done: t("deleted", { name }),
    after,
  });
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  const nameOf = (channelId: string) =>
    channels.find((channel) => channel.id === channelId)?.name ?? t("deletedChannel");
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-3.5">
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div>
          <h2 className="font-medium break-words">{name}</h2>
          <p className="mt-0.5 text-xs text-ink-3">
            <HandoverWords rotation={rotation} turns={turns} />
          </p>
        </div>
        <TurnList turns={turns.slice(0, 5)} zone={rotation.zone} nameOf={nameOf} nowMs={nowMs} />
        {overrides.length > 0 && (
          <ul aria-label={t("overridesOf", { name })} className="flex flex-col gap-1 text-xs">
            {overrides.map((override) => (
              <li key={override.id} className="flex flex-wrap items-center gap-x-2">
                <span className="text-ink-2">
                  {t("overrideBy", { name: nameOf(override.channelId), span: format.span(override) })}
                </span>
                {mayChange && (
                  <RemoveOverride id={override.id} name={nameOf(override.channelId)} after={after} />
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {mayChange && (
        <RowMenu name={name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")}>
          <MenuItem onSelect={() => setOpen("override")}>
            <UserPlus aria-hidden className="size-4 text-ink-3" />
            {t("addOverride")}
          </MenuItem>
        </RowMenu>
      )}
      {open === "edit" && <ScheduleDialog open onOpenChange={close} edited={schedule} channels={channels} />}
      {open === "override" && (
        <OverrideDialog open onOpenChange={close} scheduleId={id} channels={channels} />
      )}
      {open === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={t("deleteTitle", { name })}
          description={t("deleteNote")}
          confirmLabel={t("deleteConfirm")}
          onConfirm={() => void remove()}
        />
      )}
    </li>
  );
}

function RemoveOverride({ id, name, after }: { id: string; name: string; after: () => void }) {
  const t = useTranslations("onCall");
  const client = useTRPCClient();
  const { busy, remove } = useRemoval({
    run: () => client.onCall.removeOverride.mutate({ id }),
    done: t("overrideRemoved"),
    after,
  });
  return (
    <Button size="sm" variant="ghost" busy={busy} onClick={() => void remove()}>
      {!busy && <X aria-hidden className="size-3.5" />}
      {t("remove")}
      <span className="sr-only"> {t("removeOf", { name })}</span>
    </Button>
  );
}
