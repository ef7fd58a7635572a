"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { EllipsisVertical, Fingerprint, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { AccountRow, AccountSection, RowIcon } from "./account-section.tsx";
import { PasskeyNameDialog } from "./passkey-name-dialog.tsx";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { useAddPasskey } from "./use-add-passkey.ts";
import { useCommand } from "./use-command.ts";

type Passkey = { id: string; name: string; createdAt: number; usedAt: number | null; backedUp: boolean };

export function PasskeysSection() {
  const t = useTranslations("account.passkeys");
  const { data: passkeys } = useSuspenseQuery(useTRPC().passkey.list.queryOptions());
  const [codes, setCodes] = useState<string[]>();
  const { add, busy } = useAddPasskey({ onCodes: setCodes });
  return (
    <AccountSection
      id="passkeys"
      title={t("title")}
      note={t("note")}
      action={
        <Button busy={busy} onClick={() => void add()}>
          {!busy && <Plus aria-hidden className="size-4" />}
          {t("add")}
        </Button>
      }
    >
      {passkeys.length === 0 && <p className="px-4 py-5 text-sm text-ink-3 sm:px-5">{t("none")}</p>}
      {passkeys.map((passkey) => (
        <PasskeyRow key={passkey.id} passkey={passkey} />
      ))}
      {codes !== undefined && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
    </AccountSection>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const t = useTranslations("account.passkeys");
  const format = useFormat();
  const client = useTRPCClient();
  const { run } = useCommand();
  const [open, setOpen] = useState<"rename" | "remove">();
  const close = () => setOpen(undefined);

  const remove = async () => {
    if (await run(() => client.passkey.remove.mutate({ id: passkey.id }))) toast.success(t("removed"));
  };
  const rename = async (name: string) => {
    if (await run(() => client.passkey.rename.mutate({ id: passkey.id, name }))) close();
  };

  return (
    <AccountRow
      inline
      title={passkey.name}
      note={
        <>
          {t("added", { date: format.date(passkey.createdAt) })} ·{" "}
          {passkey.usedAt === null
            ? t("neverUsed")
            : t.rich("used", { ago: () => <TimeAgo at={passkey.usedAt ?? 0} /> })}
          {passkey.backedUp && <> · {t("backedUp")}</>}
        </>
      }
      icon={
        <RowIcon>
          <Fingerprint className="size-4" />
        </RowIcon>
      }
    >
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("actions", { name: passkey.name })}>
            <EllipsisVertical aria-hidden className="size-4" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setOpen("rename")}>
            <Pencil aria-hidden className="size-4 text-ink-3" />
            {t("rename")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem danger onSelect={() => setOpen("remove")}>
            <Trash2 aria-hidden className="size-4" />
            {t("remove")}
          </MenuItem>
        </MenuContent>
      </Menu>
      {open === "rename" && <PasskeyNameDialog name={passkey.name} onSave={rename} onClose={close} />}
      <ConfirmDialog
        open={open === "remove"}
        onOpenChange={close}
        title={t("removeTitle", { name: passkey.name })}
        description={t("removeNote")}
        confirmLabel={t("removeConfirm")}
        cancelLabel={t("keep")}
        onConfirm={() => void remove()}
      />
    </AccountRow>
  );
}
