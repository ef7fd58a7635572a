"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Mail } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { PasswordInput } from "./password-input.tsx";
import { signInWithPassword } from "./sign-in-with-password.ts";

type SignInFormProps = {
  withPassword: boolean;
  mailLinks: boolean;
  /** A path of ours. */
  next: string;
  onMailSent: (email: string) => void;
};

/** One address for both ways: the password, or a link by mail. */
export function SignInForm({ withPassword, mailLinks, next, onMailSent }: SignInFormProps) {
  const t = useTranslations("auth.signIn");
  const locale = useLocale();
  const client = useTRPCClient();
  const schema = useMemo(
    () => z.object({ email: z.email(t("giveEmail")), password: z.string().min(1, t("givePassword")) }),
    [t],
  );
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: "", password: "" } });
  // Before the script is there, the browser itself would send the password to this page.
  const hydrated = useHydrated();
  const [mailing, setMailing] = useState(false);
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submitPassword = form.handleSubmit(async (credentials) => {
    const answer = await signInWithPassword(credentials, next);
    // A whole page load: the router may still hold pages that it got without a session.
    if (answer.kind === "welcome") return window.location.assign(answer.path ?? next);
    form.setError("root", { message: answer.kind === "refused" ? answer.message : t(answer.kind) });
  });

  const sendLink = async () => {
    form.clearErrors();
    if (!(await form.trigger("email", { shouldFocus: true }))) return;
    const email = form.getValues("email");
    setMailing(true);
    try {
      await client.signIn.requestLink.mutate({ email, next, locale });
      onMailSent(email);
    } catch (error) {
      form.setError("root", { message: errorMessage(error) });
    }
    setMailing(false);
  };

  return (
    <form
      method="post"
      onSubmit={(event) => {
        if (withPassword) return void submitPassword(event);
        event.preventDefault();
        void sendLink();
      }}
      noValidate
      className="flex flex-col gap-4"
    >
      {errors.root?.message !== undefined && <FieldError>{errors.root.message}</FieldError>}
      <Field label={t("email")} error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="username" autoFocus />
        )}
      </Field>
      {withPassword && (
        <div className="relative">
          <Field label={t("password")} error={errors.password?.message}>
            {(control) => (
              <PasswordInput {...control} {...form.register("password")} autoComplete="current-password" />
            )}
          </Field>
          {mailLinks && (
            <Link
              href="/forgot-password"
              className="absolute top-0 right-0 text-[0.8125rem] font-medium text-accent-text hover:underline"
            >
              {t("forgot")}
            </Link>
          )}
        </div>
      )}
      {withPassword && (
        <Button
          type="submit"
          variant="primary"
          disabled={!hydrated || mailing}
          busy={isSubmitting || isSubmitSuccessful}
        >
          {t("submit")}
        </Button>
      )}
      {mailLinks && (
        <Button
          type={withPassword ? "button" : "submit"}
          variant={withPassword ? "secondary" : "primary"}
          disabled={!hydrated || isSubmitting}
          busy={mailing}
          {...(withPassword && { onClick: () => void sendLink() })}
        >
          {!mailing && <Mail aria-hidden className="size-4" />}
          {t("mailLink")}
        </Button>
      )}
    </form>
  );
}
