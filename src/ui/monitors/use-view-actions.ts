"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { SavedViewInput, SavedViewItem } from "#contracts/saved-view.ts";
import { useUndoToast } from "#ui/forms/undo-toast.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

export function useViewActions() {
  const t = useTranslations("monitors.views");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const showUndo = useUndoToast();
  const refresh = () => queryClient.invalidateQueries(trpc.savedView.list.queryFilter());

  /** The id of the view, or null when it was refused, which has been said. */
  async function save(view: SavedViewInput & { id?: string }): Promise<string | null> {
    const { id, name, query, isShared } = view;
    const input = { name, query, isShared };
    try {
      const saved = id
        ? await client.savedView.update.mutate({ id, ...input })
        : await client.savedView.create.mutate(input);
      toast.success(t("saved", { name }));
      await refresh();
      return saved.id;
    } catch (error) {
      toast.error(t("failed"), { description: errorMessage(error) });
      return null;
    }
  }

  async function remove({ id, name, query, isShared }: SavedViewItem): Promise<void> {
    try {
      await client.savedView.delete.mutate({ id });
      await refresh();
      const undo = async () => {
        await client.savedView.create.mutate({ name, query, isShared });
        await refresh();
      };
      showUndo({ text: t("deleted", { name }), undo });
    } catch (error) {
      toast.error(errorMessage(error));
    }
  }
  return { save, remove };
}
