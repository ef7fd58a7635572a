"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { WorkspaceView } from "#contracts/workspace.ts";
import { AccountRow, AccountSection } from "#ui/account/account-section.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { DeleteWorkspaceDialog } from "./delete-workspace-dialog.tsx";
import { useTeamCommand } from "./use-team-command.ts";

type DataCardProps = { workspace: WorkspaceView; isAdmin: boolean };

/** Taking everything along, leaving, and the end of it all. */
export function DataCard({ workspace, isAdmin }: DataCardProps) {
  const t = useTranslations("team.general");
  const cancel = useTranslations("team")("cancel");
  const client = useTRPCClient();
  const { busy, run } = useTeamCommand();
  const [asking, setAsking] = useState<"leave" | "delete" | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const isLastOwner = workspace.role === "owner" && workspace.owners === 1;

  const leave = async () => {
    // A whole page load: where to go from here, the server knows.
    if (await run(() => client.member.leave.mutate())) window.location.assign("/monitors");
  };

  /** A form, so that the browser takes the file as it comes, whatever its size. */
  const download = async () => {
    if (await run(() => client.workspace.export.mutate())) form.current?.submit();
  };

  return (
    <AccountSection id="data" title={t("data.title")} note={t("data.note")}>
      {isAdmin && (
        <AccountRow title={t("data.export")} note={t("data.exportNote")}>
          <form ref={form} method="post" action="/api/workspace/export">
            <Button busy={busy} onClick={() => void download()}>
              {t("data.download")}
            </Button>
          </form>
        </AccountRow>
      )}
      <AccountRow title={t("leave.title")} note={t(isLastOwner ? "leave.lastOwner" : "leave.note")}>
        <Button busy={busy} disabled={isLastOwner} onClick={() => setAsking("leave")}>
          {t("leave.button")}
        </Button>
      </AccountRow>
      {workspace.role === "owner" && (
        <AccountRow title={t("delete.title")} note={t("delete.note")}>
          <Button className="text-down" onClick={() => setAsking("delete")}>
            {t("delete.button")}
          </Button>
        </AccountRow>
      )}
      <ConfirmDialog
        open={asking === "leave"}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t("leave.ask", { name: workspace.name })}
        description={t("leave.note")}
        confirmLabel={t("leave.confirm")}
        cancelLabel={cancel}
        onConfirm={() => void leave()}
      />
      {asking === "delete" && <DeleteWorkspaceDialog workspace={workspace} onClose={() => setAsking(null)} />}
    </AccountSection>
  );
}
