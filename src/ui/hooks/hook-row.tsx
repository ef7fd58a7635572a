"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown, CircleAlert, KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { IncomingHookView } from "#contracts/incoming-hook.ts";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { MenuItem } from "#ui/primitives/menu.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { HookDialog } from "./hook-dialog.tsx";
import { HookEvents } from "./hook-events.tsx";
import type { ShownAddress } from "./hooks-screen.tsx";

type HookRowProps = { hook: IncomingHookView; onAddress: (address: ShownAddress) => void };

export function HookRow({ hook, onAddress }: HookRowProps) {
  const t = useTranslations("hooks");
  const { id, name, kind, lastEventAt, problem } = hook;
  const [open, setOpen] = useState<"edit" | "renew" | "delete" | null>(null);
  const [showsEvents, setShowsEvents] = useState(false);
  const { remove, renew } = useHookActions(hook, { onAddress, after: () => setOpen(null) });
  const close = (stays: boolean) => !stays && setOpen(null);
  return (
    <li className="flex flex-col gap-3 px-4 py-3.5">
      <div className="flex items-start justify-between gap-4">
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <h3 className="font-medium break-words">{name}</h3>
          <p className="text-xs break-words text-ink-3">
            {t(`kind.${kind}`)}
            {" · "}
            <Reach hook={hook} />
            {" · "}
            {lastEventAt === null ? t("never") : t.rich("last", { ago: () => <TimeAgo at={lastEventAt} /> })}
          </p>
          {problem !== null && (
            <p className="flex items-start gap-1.5 text-xs text-down">
              <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
              <span lang="en">{problem.message}</span>
            </p>
          )}
        </div>
        <div className="flex items-center gap-1">
          <Button
            size="sm"
            aria-expanded={showsEvents}
            aria-label={t("eventsOf", { name })}
            onClick={() => setShowsEvents(!showsEvents)}
          >
            {t("events")}
            <ChevronDown aria-hidden className={showsEvents ? "size-3.5 rotate-180" : "size-3.5"} />
          </Button>
          <RowMenu name={name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")}>
            <MenuItem onSelect={() => setOpen("renew")}>
              <KeyRound aria-hidden className="size-4 text-ink-3" />
              {t("renew")}
            </MenuItem>
          </RowMenu>
        </div>
      </div>
      {showsEvents && <HookEvents id={id} />}
      {open === "edit" && <HookDialog edited={hook} onClose={() => setOpen(null)} onAddress={onAddress} />}
      {open === "renew" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={t("renewTitle", { name })}
          description={t("renewNote")}
          confirmLabel={t("renewConfirm")}
          onConfirm={() => void renew()}
        />
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

function Reach({ hook: { scope } }: { hook: IncomingHookView }) {
  const t = useTranslations("hooks");
  if (scope.everything) return t("reach.everything");
  const names = [...scope.tags.map((tag) => `#${tag}`), ...scope.monitors.map(({ name }) => name)];
  return names.length === 0 ? t("reach.none") : names.slice(0, 4).join(", ") + (names.length > 4 ? " …" : "");
}

function useHookActions(
  { id, name, kind }: IncomingHookView,
  { onAddress, after }: { onAddress: (address: ShownAddress) => void; after: () => void },
) {
  const t = useTranslations("hooks");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: trpc.incomingHook.pathKey() });
  const { remove } = useRemoval({
    run: () => client.incomingHook.delete.mutate({ id }),
    done: t("deleted", { name }),
    after: () => {
      after();
      refresh();
    },
  });
  const renew = async () => {
    try {
      const { url } = await client.incomingHook.renew.mutate({ id });
      onAddress({ url, kind });
    } catch (error) {
      toast.error(errorMessage(error), { duration: 10_000 });
    } finally {
      after();
    }
  };
  return { remove, renew };
}
