"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { MonitorDetail, ShownVerdict } from "#contracts/view.ts";
import type { ListData } from "#ui/live/merge-live.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { removeFromList, setVerdictInList } from "./edit-list.ts";
import { foreseeEdit } from "./foreseen-edits.ts";

type Target = { id: string; name: string };
type Action = {
  run: () => Promise<unknown>;
  done: string;
  failed: string;
  list?: (data: ListData) => ListData;
  detail?: { id: string; verdict: ShownVerdict };
};

/** Each action shows its effect at once and takes it back when the server refuses. */
export function useMonitorActions() {
  const t = useTranslations("monitors.did");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const listKey = trpc.monitor.list.pathKey();

  /** Shows the expected state; the answer puts everything back. */
  function foresee({ detail }: Pick<Action, "detail">): () => void {
    const detailKey = trpc.monitor.get.queryKey({ id: detail?.id ?? "" });
    const shown = queryClient.getQueryData<MonitorDetail>(detailKey);
    if (detail && shown) queryClient.setQueryData(detailKey, { ...shown, verdict: detail.verdict });
    return () => {
      if (shown) queryClient.setQueryData(detailKey, shown);
    };
  }

  async function attempt(action: Action): Promise<boolean> {
    const undo = foresee(action);
    const forget = action.list ? foreseeEdit(action.list) : undefined;
    try {
      await action.run();
      toast.success(action.done);
      return true;
    } catch (error) {
      undo();
      forget?.();
      toast.error(action.failed, { description: errorMessage(error) });
      return false;
    } finally {
      void queryClient.invalidateQueries({ queryKey: listKey }).finally(() => forget?.());
      if (action.detail)
        void queryClient.invalidateQueries(trpc.monitor.get.queryFilter({ id: action.detail.id }));
    }
  }

  return {
    pause: ({ id, name }: Target) =>
      attempt({
        run: () => client.monitor.pause.mutate({ id }),
        done: t("paused", { name }),
        failed: t("notPaused", { name }),
        list: (data) => setVerdictInList(data, id, "paused"),
        detail: { id, verdict: "paused" },
      }),
    resume: ({ id, name }: Target) =>
      attempt({
        run: () => client.monitor.resume.mutate({ id }),
        done: t("resumed", { name }),
        failed: t("notResumed", { name }),
        list: (data) => setVerdictInList(data, id, "unknown"),
        detail: { id, verdict: "unknown" },
      }),
    checkNow: ({ id, name }: Target) =>
      attempt({
        run: () => client.monitor.checkNow.mutate({ id }),
        done: t("checking", { name }),
        failed: t("notChecked", { name }),
      }),
    remove: ({ id, name }: Target) =>
      attempt({
        run: () => client.monitor.delete.mutate({ id }),
        done: t("deleted", { name }),
        failed: t("notDeleted", { name }),
        list: (data) => removeFromList(data, id),
      }),
  };
}
