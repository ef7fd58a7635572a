"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { PasswordInput } from "./password-input.tsx";
import { signInWithPassword } from "./sign-in-with-password.ts";

type Setup = { token: string; name: string; email: string; password: string };
const FIELDS = ["token", "name", "email", "password"] as const satisfies (keyof Setup)[];

export function SetupForm({ token }: { token: string }) {
  const t = useTranslations("auth.setup");
  const client = useTRPCClient();
  // Only what must be there; how good a password is, the server says.
  const schema = useMemo(
    () =>
      z.object({
        token: z.string().trim().min(1, t("giveToken")),
        name: z.string().trim().min(1, t("giveName")),
        email: z.email(t("giveEmail")),
        password: z.string().min(1, t("givePassword")),
      }),
    [t],
  );
  const form = useForm<Setup>({
    resolver: zodResolver(schema),
    defaultValues: { token, name: "", email: "", password: "" },
  });
  // Before the script is there, the browser itself would send the password to this page.
  const hydrated = useHydrated();
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (owner) => {
    try {
      await client.setup.createOwner.mutate(owner);
    } catch (error) {
      showProblems(error);
      return;
    }
    const answer = await signInWithPassword({ email: owner.email, password: owner.password });
    // A whole page load: the router may still hold pages that it got without a session.
    window.location.assign(answer.kind === "welcome" ? "/welcome" : "/sign-in");
  });

  function showProblems(error: unknown) {
    const problems = fieldProblems(error);
    let shown = 0;
    for (const field of FIELDS) {
      const problem = problems.find(({ path }) => path === field);
      if (problem === undefined) continue;
      form.setError(field, { message: problem.message }, { shouldFocus: shown === 0 });
      shown += 1;
    }
    if (shown === 0) form.setError("root", { message: errorMessage(error) });
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {errors.root?.message !== undefined && <FieldError>{errors.root.message}</FieldError>}
      <Field label={t("token")} error={errors.token?.message} hint={t("tokenHint")}>
        {(control) => (
          <Input
            {...control}
            {...form.register("token")}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-[0.8125rem]"
          />
        )}
      </Field>
      <Field label={t("name")} error={errors.name?.message}>
        {(control) => (
          <Input {...control} {...form.register("name")} autoComplete="name" autoFocus={token !== ""} />
        )}
      </Field>
      <Field label={t("email")} error={errors.email?.message}>
        {(control) => <Input {...control} {...form.register("email")} type="email" autoComplete="username" />}
      </Field>
      <Field label={t("password")} error={errors.password?.message} hint={t("passwordHint")}>
        {(control) => (
          <PasswordInput {...control} {...form.register("password")} autoComplete="new-password" />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        disabled={!hydrated}
        busy={isSubmitting || (isSubmitSuccessful && !errors.root)}
      >
        {t("create")}
      </Button>
    </form>
  );
}
