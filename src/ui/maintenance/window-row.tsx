"use client";

import { useQueryClient } from "@tanstack/react-query";
import { KeyRound, Wrench } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MaintenanceView } from "#contracts/maintenance.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { MenuItem } from "#ui/primitives/menu.tsx";
import { ForEditors } from "#ui/team/for-editors.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { MaintenanceDialog } from "./maintenance-dialog.tsx";
import { NextTimes } from "./next-times.tsx";

type WindowRowProps = { window: MaintenanceView; onHook: (hookUrl: string) => void };

export function WindowRow({ window, onHook }: WindowRowProps) {
  const t = useTranslations("maintenance");
  const format = useFormat();
  const scope = useScopeWords(window);
  const { id, name, present, next } = window;
  const [open, setOpen] = useState<"edit" | "renew" | "delete" | null>(null);
  const actions = useWindowActions(window, onHook);
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-3.5">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h3 className="min-w-0 font-medium break-words">{name}</h3>
          {present !== null && (
            <span className="inline-flex items-center gap-1.5 text-xs font-semibold text-ink-2">
              <Wrench aria-hidden className="size-4" />
              {t("underWay")}
            </span>
          )}
        </div>
        <p lang="en" className="text-[0.8125rem] break-words">
          {window.sentence}.
        </p>
        <p className="text-xs text-ink-3 break-words">{t("for", { scope })}</p>
        {present !== null && (
          <p className="text-xs text-ink-2 tabular-nums">{t("now", { span: format.span(present) })}</p>
        )}
        <NextTimes window={window} />
        {present === null && next.length === 0 && window.timing.kind !== "hook" && (
          <p className="text-xs text-ink-3">{t("over")}</p>
        )}
      </div>
      <ForEditors>
        <div className="flex items-center gap-1">
          {present !== null && (
            <Button size="sm" busy={actions.ending} onClick={() => void actions.end()}>
              {t("endNow")}
              <span className="sr-only">: {name}</span>
            </Button>
          )}
          <RowMenu name={name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")}>
            {window.hasHook && (
              <MenuItem onSelect={() => setOpen("renew")}>
                <KeyRound aria-hidden className="size-4 text-ink-3" />
                {t("renew")}
              </MenuItem>
            )}
          </RowMenu>
        </div>
      </ForEditors>
      {open === "edit" && (
        <MaintenanceDialog key={id} open onOpenChange={close} edited={window} onHook={onHook} />
      )}
      {open === "renew" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={t("renewTitle", { name })}
          description={t("renewNote")}
          confirmLabel={t("renewConfirm")}
          onConfirm={() => void actions.renew()}
        />
      )}
      {open === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={t("deleteTitle", { name })}
          description={t("deleteNote")}
          confirmLabel={t("deleteConfirm")}
          onConfirm={() => void actions.remove()}
        />
      )}
    </li>
  );
}

function useWindowActions({ id, name }: MaintenanceView, onHook: (hookUrl: string) => void) {
  const t = useTranslations("maintenance");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const after = () => {
    void queryClient.invalidateQueries({ queryKey: trpc.maintenance.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
  };
  const { remove } = useRemoval({
    run: () => client.maintenance.delete.mutate({ id }),
    done: t("deleted", { name }),
    after,
  });
  const { busy: ending, remove: end } = useRemoval({
    run: () => client.maintenance.end.mutate({ id }),
    done: t("ended", { name }),
    after,
  });
  const renew = async () => {
    try {
      const { hookUrl } = await client.maintenance.renewHook.mutate({ id });
      if (hookUrl !== null) onHook(hookUrl);
    } catch (error) {
      toast.error(errorMessage(error));
    }
  };
  return { remove, end, ending, renew };
}

const NAMED = 3;

function useScopeWords({ scope }: MaintenanceView): string {
  const t = useTranslations("maintenance");
  if (scope.everything) return t("everything");
  const { monitors, tags } = scope;
  const rest = Math.max(0, monitors.length - NAMED);
  const parts = [
    ...monitors.slice(0, NAMED).map(({ name }) => name),
    ...(rest > 0 ? [t("moreMonitors", { count: rest })] : []),
    ...(tags.length > 0 ? [t("ofTags", { count: tags.length, tags: tags.join(", ") })] : []),
  ];
  return parts.length === 0 ? t("deletedMonitors") : parts.join(", ");
}
