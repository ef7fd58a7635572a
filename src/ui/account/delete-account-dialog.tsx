"use client";

import { useTranslations } from "next-intl";
import { TypedDeletionDialog } from "#ui/forms/typed-deletion-dialog.tsx";
import { forgetRecent } from "#ui/shell/recent-places.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useFreshProof } from "./fresh-proof-context.ts";
import { useAccount } from "./use-account.ts";

/** Says what goes and what stays. */
export function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("account.deletion");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const { account } = useAccount();
  return (
    <TypedDeletionDialog
      words={{
        title: t("title"),
        note: t("note"),
        label: t("label", { email: account.email }),
        wrong: t("wrong"),
        confirm: t("confirm"),
        keep: t("keep"),
      }}
      inputType="email"
      isRight={(typed) => addressOf(typed) === account.email}
      onDelete={async (typed) => {
        await withProof(() => client.account.delete.mutate({ email: addressOf(typed) }));
        forgetRecent();
        // A whole page load, so that nothing of the account stays in memory.
        window.location.assign("/sign-in");
      }}
      onClose={onClose}
    >
      <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm text-ink-2">
        {(["account", "workspaces", "names", "last"] as const).map((line) => (
          <li key={line}>{t(`what.${line}`)}</li>
        ))}
      </ul>
    </TypedDeletionDialog>
  );
}

function addressOf(typed: string): string {
  return typed.trim().toLowerCase();
}
