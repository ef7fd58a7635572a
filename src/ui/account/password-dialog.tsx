"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { PasswordInput } from "#ui/auth/password-input.tsx";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import type { Problems } from "#ui/forms/read-with.ts";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useFreshProof } from "./fresh-proof-context.ts";
import { useAccount } from "./use-account.ts";

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("account.password");
  const { account } = useAccount();
  const kind = account.hasPassword ? "change" : "set";
  return (
    <Dialog open onOpenChange={onClose} title={t(`title.${kind}`)} description={t("note")}>
      <PasswordForm hasPassword={account.hasPassword} onClose={onClose} />
    </Dialog>
  );
}

function PasswordForm({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const t = useTranslations("account.password");
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const { save, problems, busy } = useSavePassword(onClose);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save({ current: hasPassword ? current : null, password });
  };

  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        {hasPassword && (
          <Field label={t("current")} error={problems.current}>
            {(control) => (
              <PasswordInput
                {...control}
                value={current}
                onChange={(event) => setCurrent(event.target.value)}
                autoComplete="current-password"
                autoFocus
              />
            )}
          </Field>
        )}
        <Field label={t("next")} error={problems.password} hint={t("hint")}>
          {(control) => (
            <PasswordInput
              {...control}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              autoComplete="new-password"
              autoFocus={!hasPassword}
            />
          )}
        </Field>
      </FormBody>
      <FormFoot submitLabel={t("save")} busy={busy} onCancel={onClose} />
    </form>
  );
}

function useSavePassword(onDone: () => void) {
  const t = useTranslations("account.password");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const { refresh } = useAccount();
  const [problems, setProblems] = useState<Problems>({});
  const [busy, setBusy] = useState(false);

  const save = async (input: { current: string | null; password: string }) => {
    if (input.current === "") return setProblems({ current: t("currentMissing") });
    setBusy(true);
    setProblems({});
    try {
      const { endedSessions } = await withProof(() => client.account.setPassword.mutate(input));
      await refresh();
      toast.success(t("saved"), { description: t("ended", { count: endedSessions }) });
      onDone();
    } catch (error) {
      const listed = fieldProblems(error).map(({ path, message }) => [path, message] as const);
      setProblems(listed.length > 0 ? Object.fromEntries(listed) : { root: errorMessage(error) });
    } finally {
      setBusy(false);
    }
  };
  return { save, problems, busy };
}
