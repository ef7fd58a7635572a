"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BulkInput } from "#contracts/bulk.ts";
import { useUndoToast } from "#ui/forms/undo-toast.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

/** Starting, calling off and taking back; the panel shows how it goes on. */
export function useBulkActions() {
  const t = useTranslations("monitors.bulk");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const showUndo = useUndoToast();
  const [busy, setBusy] = useState(false);
  const refresh = () => queryClient.invalidateQueries(trpc.bulk.current.queryFilter());

  /** False when it was refused, which has been said. */
  async function start(input: BulkInput): Promise<boolean> {
    setBusy(true);
    try {
      const { id, total } = await client.bulk.start.mutate(input);
      await refresh();
      const { kind } = input.command;
      if (kind === "delete") {
        showUndo({
          text: t("startedDelete", { count: total }),
          undo: () => stop(id),
          undone: t("calledOff"),
        });
      } else {
        const text = t("started", { count: total, what: t(`what.${kind}`) });
        showUndo({ text, undo: () => takeBack(id), undone: t("undone") });
      }
      return true;
    } catch (error) {
      toast.error(t("failed"), { description: errorMessage(error) });
      return false;
    } finally {
      setBusy(false);
    }
  }

  async function stop(id: string): Promise<void> {
    await client.bulk.cancel.mutate({ id });
    await refresh();
  }

  async function takeBack(id: string): Promise<void> {
    await client.bulk.undo.mutate({ id });
    await refresh();
  }

  /** For buttons that show no toast of their own. */
  async function attempt(work: Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await work;
    } catch (error) {
      toast.error(errorMessage(error));
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    start,
    cancel: (id: string) => attempt(stop(id)),
    undo: (id: string) => attempt(takeBack(id)),
  };
}
