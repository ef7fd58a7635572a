"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import * as z from "zod";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { BackToSignIn } from "./back-to-sign-in.tsx";
import { MailSent } from "./mail-sent.tsx";

export function ForgotPasswordForm() {
  const t = useTranslations("auth.forgot");
  const locale = useLocale();
  const client = useTRPCClient();
  const hydrated = useHydrated();
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState<string>();
  const [state, setState] = useState<"asking" | "busy" | "sent">("asking");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(undefined);
    if (!z.email().safeParse(email.trim()).success) return setProblem(t("giveEmail"));
    setState("busy");
    try {
      await client.signIn.requestReset.mutate({ email: email.trim(), locale });
      setState("sent");
    } catch (error) {
      setProblem(errorMessage(error));
      setState("asking");
    }
  };

  if (state === "sent") {
    const address = () => <strong className="font-semibold text-ink">{email.trim()}</strong>;
    return (
      <MailSent title={t("sentTitle")} note={t.rich("sentNote", { email: address })}>
        <BackToSignIn />
      </MailSent>
    );
  }
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label={t("email")} error={problem}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={!hydrated} busy={state === "busy"}>
        {t("submit")}
      </Button>
      <BackToSignIn />
    </form>
  );
}
