"use client";

import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "#ui/theme/toast.ts";

type SavedRecord<Input> = {
  /** Undefined: there is none yet. */
  editedId: string | undefined;
  create: (input: Input) => Promise<unknown>;
  update: (change: { id: string; input: Input }) => Promise<unknown>;
  /** What a new one is said to be, such as "Schedule added". */
  added: string;
  /** The queries that show it. */
  shownBy: QueryKey;
  onDone: () => void;
};

/** Adds or changes one record of a list, says so, and has the list loaded again. Rejects with what the server refuses. */
export function useSaveRecord<Input>(record: SavedRecord<Input>): (input: Input) => Promise<void> {
  const t = useTranslations("common.form");
  const queryClient = useQueryClient();
  const { editedId, create, update, added, shownBy, onDone } = record;
  return async (input) => {
    if (editedId === undefined) await create(input);
    else await update({ id: editedId, input });
    onDone();
    toast.success(editedId === undefined ? added : t("saved"));
    void queryClient.invalidateQueries({ queryKey: shownBy });
  };
}
