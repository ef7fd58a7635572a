"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { AccountRow, AccountSection } from "./account-section.tsx";
import { DeleteAccountDialog } from "./delete-account-dialog.tsx";
import { useCommand } from "./use-command.ts";

export function DataSection() {
  const t = useTranslations("account.data");
  const client = useTRPCClient();
  const { busy, run } = useCommand();
  const [deleting, setDeleting] = useState(false);

  const download = async () => {
    const answer = await run(() => client.account.export.mutate());
    if (answer) window.location.assign(answer.url);
  };

  return (
    <AccountSection id="data" title={t("title")} note={t("note")}>
      <AccountRow title={t("export")} note={t("exportNote")}>
        <Button busy={busy} onClick={() => void download()}>
          {t("download")}
        </Button>
      </AccountRow>
      <AccountRow title={t("delete")} note={t("deleteNote")}>
        <Button className="text-down" onClick={() => setDeleting(true)}>
          {t("deleteButton")}
        </Button>
      </AccountRow>
      {deleting && <DeleteAccountDialog onClose={() => setDeleting(false)} />}
    </AccountSection>
  );
}
