"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { MonitorDetail, ShownVerdict } from "#contracts/view.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import type { ListData } from "#ui/live/merge-live.ts";
import { removeFromList, setVerdictInList } from "./edit-list.ts";

type Target = { id: string; name: string };

/** Each action shows its effect at once and takes it back when the server refuses. */
export function useMonitorActions() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const listKey = trpc.monitor.list.pathKey();

  async function attempt(action: {
    run: () => Promise<unknown>;
    done: string;
    list?: (data: ListData) => ListData;
    detail?: { id: string; verdict: ShownVerdict };
  }): Promise<boolean> {
    await queryClient.cancelQueries({ queryKey: listKey });
    const before = queryClient.getQueriesData<ListData>({ queryKey: listKey });
    const detailKey = trpc.monitor.get.queryKey({ id: action.detail?.id ?? "" });
    const detailBefore = queryClient.getQueryData<MonitorDetail>(detailKey);
    const { list, detail } = action;
    if (list) queryClient.setQueriesData<ListData>({ queryKey: listKey }, (data) => data && list(data));
    if (detail && detailBefore) {
      queryClient.setQueryData(detailKey, { ...detailBefore, verdict: detail.verdict });
    }
    try {
      await action.run();
      toast.success(action.done);
      return true;
    } catch (error) {
      for (const [key, data] of before) queryClient.setQueryData(key, data);
      if (detailBefore) queryClient.setQueryData(detailKey, detailBefore);
      toast.error(errorMessage(error));
      return false;
    } finally {
      void queryClient.invalidateQueries({ queryKey: listKey });
      if (detail) void queryClient.invalidateQueries({ queryKey: detailKey });
    }
  }

  return {
    pause: ({ id, name }: Target) =>
      attempt({
        run: () => client.monitor.pause.mutate({ id }),
        done: `${name} is paused`,
        list: (data) => setVerdictInList(data, id, "paused"),
        detail: { id, verdict: "paused" },
      }),
    resume: ({ id, name }: Target) =>
      attempt({
        run: () => client.monitor.resume.mutate({ id }),
        done: `${name} is checked again`,
        list: (data) => setVerdictInList(data, id, "unknown"),
        detail: { id, verdict: "unknown" },
      }),
    checkNow: ({ id, name }: Target) =>
      attempt({ run: () => client.monitor.checkNow.mutate({ id }), done: `Checking ${name} from every region` }),
    remove: ({ id, name }: Target) =>
      attempt({
        run: () => client.monitor.delete.mutate({ id }),
        done: `${name} is deleted`,
        list: (data) => removeFromList(data, id),
      }),
  };
}

export type MonitorActions = ReturnType<typeof useMonitorActions>;
