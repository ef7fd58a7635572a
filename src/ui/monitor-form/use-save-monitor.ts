"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { MonitorInput } from "#contracts/check.ts";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

/** Saves; rejects with what the server refuses. */
export function useSaveMonitor(editedId: string | undefined, onDone: () => void) {
  const t = useTranslations("monitorForm");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const router = useRouter();

  return async (input: MonitorInput) => {
    const id = editedId ?? (await client.monitor.create.mutate(input)).id;
    if (editedId !== undefined) await client.monitor.update.mutate({ id: editedId, input });
    onDone();
    toast.success(t(editedId === undefined ? "added" : "saved"));
    void queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
    if (editedId === undefined) router.push(`/monitors/${id}`);
  };
}
