"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { PasswordInput } from "./password-input.tsx";

export function ResetPasswordForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations("auth.reset");
  const client = useTRPCClient();
  // Before the script is there, the browser itself would send the password to this page.
  const hydrated = useHydrated();
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password === "") return setProblem(t("givePassword"));
    setBusy(true);
    setProblem(undefined);
    try {
      await client.signIn.resetPassword.mutate({ token, password });
      // A whole page load, so that nothing of an old session stays in memory.
      window.location.assign("/sign-in?notice=password-changed");
    } catch (error) {
      setProblem(fieldProblems(error)[0]?.message ?? errorMessage(error));
      setBusy(false);
    }
  };

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {/* Password managers file the new password under this. */}
      <input type="email" value={email} autoComplete="username" readOnly hidden />
      <Field label={t("password")} error={problem} hint={t("hint")}>
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="new-password"
            autoFocus
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={!hydrated} busy={busy}>
        {t("submit")}
      </Button>
      <p className="text-center text-xs text-pretty text-ink-3">{t("effect")}</p>
    </form>
  );
}
