"use client";

import { useTranslations } from "next-intl";
import type { WorkspaceView } from "#contracts/workspace.ts";
import { useFreshProof } from "#ui/account/fresh-proof-context.ts";
import { TypedDeletionDialog } from "#ui/forms/typed-deletion-dialog.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";

const WHAT = ["checks", "history", "people", "keys"] as const;

type DeleteWorkspaceDialogProps = { workspace: WorkspaceView; onClose: () => void };

export function DeleteWorkspaceDialog({ workspace, onClose }: DeleteWorkspaceDialogProps) {
  const t = useTranslations("team.general.delete");
  const keep = useTranslations("team")("cancel");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const { name, members, monitors } = workspace;
  return (
    <TypedDeletionDialog
      words={{
        title: t("ask", { name }),
        note: t("note"),
        label: t("label", { name }),
        wrong: t("wrong"),
        confirm: t("confirm"),
        keep,
      }}
      isRight={(typed) => typed.trim() === name.trim()}
      onDelete={async (typed) => {
        await withProof(() => client.workspace.delete.mutate({ name: typed }));
        // A whole page load: where to go from here, the server knows.
        window.location.assign("/monitors");
      }}
      onClose={onClose}
    >
      <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm text-ink-2">
        {WHAT.map((line) => (
          <li key={line}>{t(`what.${line}`, { members, monitors })}</li>
        ))}
      </ul>
    </TypedDeletionDialog>
  );
}
