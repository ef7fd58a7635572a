"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { AccountRow, AccountSection, RowIcon } from "./account-section.tsx";
import { LinkedIdentities } from "./linked-identities.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { useAccount } from "./use-account.ts";

export function SignInSection() {
  const t = useTranslations("account.signIn");
  const { account } = useAccount();
  const [changing, setChanging] = useState(false);
  return (
    <AccountSection id="sign-in" title={t("title")} note={t("note")}>
      <AccountRow
        title={t("password")}
        note={t(account.hasPassword ? "passwordNote" : "noPassword")}
        icon={
          <RowIcon>
            <KeyRound className="size-4" />
          </RowIcon>
        }
      >
        <Button onClick={() => setChanging(true)}>{t(account.hasPassword ? "change" : "set")}</Button>
      </AccountRow>
      <LinkedIdentities />
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </AccountSection>
  );
}
