"use client";

import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { useShortcut } from "#ui/shell/use-shortcut.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";

const UNDO_MS = 10_000;

type Undoable = {
  /** What has been done, such as "3 monitors paused". */
  text: string;
  undo: () => Promise<unknown>;
  /** What is said once it has been undone. */
  undone?: string;
};

/** Says what was done and takes it back for ten seconds: by the button, or by `z`. */
export function useUndoToast(): (undoable: Undoable) => void {
  return useCallback((undoable: Undoable) => {
    toast.custom((id) => <UndoToast undoable={undoable} onClose={() => toast.dismiss(id)} />, {
      duration: UNDO_MS,
    });
  }, []);
}

function UndoToast({ undoable, onClose }: { undoable: Undoable; onClose: () => void }) {
  const t = useTranslations("common.undo");
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    try {
      await undoable.undo();
      toast.success(undoable.undone ?? t("undone"));
    } catch (error) {
      toast.error(errorMessage(error), { duration: UNDO_MS });
    } finally {
      onClose();
    }
  };
  useShortcut("z", () => void undo(), { label: t("shortcut"), group: "actions", enabled: !busy });
  return (
    <div className="flex w-[min(22rem,calc(100vw-2rem))] items-center gap-3 rounded-lg border border-line-strong bg-surface py-2 pr-2 pl-4 shadow-raised">
      <p className="min-w-0 flex-1 text-[0.8125rem] font-medium break-words">{undoable.text}</p>
      <Button size="sm" busy={busy} onClick={() => void undo()}>
        {t("button")}
      </Button>
    </div>
  );
}
