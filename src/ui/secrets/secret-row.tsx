"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SecretView } from "#contracts/secret.ts";
import { CopyButton } from "#ui/account/copy-button.tsx";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { SecretDialog } from "./secret-dialog.tsx";
import { useRefreshSecrets } from "./use-refresh-secrets.ts";

export function SecretRow({ secret, mayChange }: { secret: SecretView; mayChange: boolean }) {
  const t = useTranslations("team.secrets");
  const cancel = useTranslations("team")("cancel");
  const client = useTRPCClient();
  const refresh = useRefreshSecrets();
  const [open, setOpen] = useState<"replace" | "delete" | null>(null);
  const { id, name, updatedAt, updatedBy, usedBy } = secret;
  const reference = `{{secret.${name}}}`;

  const remove = async () => {
    try {
      await client.secret.delete.mutate({ id });
      await refresh();
      toast.success(t("deleted", { name }));
    } catch (error) {
      toast.error(errorMessage(error), { duration: 10_000 });
    }
  };

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="font-mono text-[0.8125rem] font-medium break-all">{name}</h3>
        <p className="mt-1 text-xs break-words text-ink-3">
          {t("used", { count: usedBy })}
          {" · "}
          {t.rich("changed", { ago: () => <TimeAgo at={updatedAt} />, who: updatedBy })}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={reference} label={t("copy", { reference })} />
        {mayChange && (
          <>
            <Button aria-label={t("replaceNamed", { name })} onClick={() => setOpen("replace")}>
              {t("replace")}
            </Button>
            <Button aria-label={t("deleteNamed", { name })} onClick={() => setOpen("delete")}>
              {t("delete")}
            </Button>
          </>
        )}
      </div>
      <SecretDialog
        open={open === "replace"}
        onOpenChange={(isOpen) => setOpen(isOpen ? "replace" : null)}
        replaced={secret}
      />
      <ConfirmDialog
        open={open === "delete"}
        onOpenChange={(isOpen) => setOpen(isOpen ? "delete" : null)}
        title={t("deleteAsk", { name })}
        description={usedBy === 0 ? t("deleteNote") : t("deleteUsed", { count: usedBy })}
        confirmLabel={t("deleteConfirm")}
        cancelLabel={cancel}
        onConfirm={() => void remove()}
      />
    </li>
  );
}
