"use client";

import { useQuery } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import type { Command } from "./command.ts";

/** To the person's other workspaces; for most there are none. */
export function useWorkspaceCommands(presentId: string): Command[] {
  const t = useTranslations("palette");
  const client = useTRPCClient();
  const { data = [] } = useQuery(useTRPC().workspace.list.queryOptions(undefined, { staleTime: 60_000 }));
  const change = async (id: string) => {
    try {
      await client.workspace.switch.mutate({ id });
    } catch (error) {
      toast.error(errorMessage(error));
      return;
    }
    // A whole page load, so that nothing of the other workspace stays in memory.
    window.location.assign("/monitors");
  };
  return data
    .filter(({ id }) => id !== presentId)
    .map(({ id, name }) => ({
      id: `workspace-${id}`,
      title: t("workspace", { name }),
      icon: Building2,
      run: () => void change(id),
    }));
}
