"use client";

import { useTranslations } from "next-intl";
import { InvitedSignUp } from "#contracts/member.ts";
import { PasswordInput } from "#ui/auth/password-input.tsx";
import { signInWithPassword } from "#ui/auth/sign-in-with-password.ts";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";

/** An account for exactly the invited address, and signed in with it at once. */
export function InvitedSignUpForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations("team.invite");
  const client = useTRPCClient();
  // Before the script is there, the browser itself would send the password to this page.
  const hydrated = useHydrated();
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: { token, name: "", password: "" },
    read: (candidate) => readWith(InvitedSignUp, candidate),
    onDirty: () => undefined,
    async save(input) {
      await client.invitation.signUp.mutate(input);
      const answer = await signInWithPassword({ email, password: input.password });
      // A whole page load: the router may still hold pages that it got without a session.
      window.location.assign(answer.kind === "welcome" ? "/monitors" : "/sign-in");
    },
  });

  return (
    <form method="post" {...formProps} className="flex flex-col gap-4">
      {problems.root !== undefined && <FieldError>{problems.root}</FieldError>}
      {/* For password managers: the address is given. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label={t("name")} error={problems.name}>
        {(control) => (
          <Input
            {...control}
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
            autoComplete="name"
          />
        )}
      </Field>
      <Field label={t("password")} hint={t("passwordHint")} error={problems.password}>
        {(control) => (
          <PasswordInput
            {...control}
            value={values.password}
            onChange={(event) => set({ password: event.target.value })}
            autoComplete="new-password"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={!hydrated} busy={busy}>
        {t("join")}
      </Button>
    </form>
  );
}
