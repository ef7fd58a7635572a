"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { AccountName } from "#contracts/account.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { AccountRow, AccountSection } from "./account-section.tsx";
import { EmailDialog } from "./email-dialog.tsx";
import { useAccount } from "./use-account.ts";

export function ProfileSection() {
  const t = useTranslations("account.profile");
  const { account } = useAccount();
  const [changing, setChanging] = useState(false);
  return (
    <AccountSection id="profile" title={t("title")} note={t("note")}>
      <NameForm name={account.name ?? ""} />
      <AccountRow title={account.email} note={t(account.canChangeEmail ? "emailNote" : "emailFixed")}>
        {account.canChangeEmail && <Button onClick={() => setChanging(true)}>{t("changeEmail")}</Button>}
      </AccountRow>
      {changing && <EmailDialog onClose={() => setChanging(false)} />}
    </AccountSection>
  );
}

function NameForm({ name: saved }: { name: string }) {
  const t = useTranslations("account.profile");
  const client = useTRPCClient();
  const router = useRouter();
  const { refresh } = useAccount();
  const [name, setName] = useState(saved);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = AccountName.safeParse(name);
    if (!read.success) return setProblem(t("nameMissing"));
    setBusy(true);
    setProblem(undefined);
    try {
      await client.account.setName.mutate({ name: read.data });
      await refresh();
      // The bar at the top has the initial.
      router.refresh();
      toast.success(t("nameSaved"));
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate className="flex items-start gap-2 px-4 py-4 sm:px-5">
      <div className="min-w-0 flex-1">
        <Field label={t("name")} error={problem}>
          {(control) => (
            <Input
              {...control}
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="name"
              maxLength={120}
            />
          )}
        </Field>
      </div>
      <Button type="submit" busy={busy} disabled={name.trim() === saved} className="mt-[1.6875rem]">
        {t("save")}
      </Button>
    </form>
  );
}
