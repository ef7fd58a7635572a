"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OAuthProviderId, SignInProblem } from "#contracts/sign-in.ts";
import { Button } from "#ui/primitives/button.tsx";
import { MailSent } from "./mail-sent.tsx";
import { OrDivider } from "./or-divider.tsx";
import { PasskeyButton } from "./passkey-button.tsx";
import { ProviderButtons } from "./provider-buttons.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SignInNotice, SignInProblemNote } from "./sign-in-problem.tsx";

type SignInScreenProps = {
  options: {
    providers: { id: OAuthProviderId; name: string }[];
    mailLinks: boolean;
    password: "everybody" | "rescue";
  };
  problem: SignInProblem | null;
  /** Somebody has just chosen a new password. */
  passwordChanged: boolean;
  /** A path of ours. */
  next: string;
};

export function SignInScreen({ options, problem, passwordChanged, next }: SignInScreenProps) {
  const t = useTranslations("auth.signIn");
  const { providers, mailLinks } = options;
  const [withPassword, setWithPassword] = useState(options.password === "everybody");
  const [sentTo, setSentTo] = useState<string>();

  if (sentTo !== undefined) {
    const email = () => <strong className="font-semibold text-ink">{sentTo}</strong>;
    return (
      <MailSent title={t("sentTitle")} note={t.rich("sentNote", { email })}>
        <Button onClick={() => setSentTo(undefined)}>{t("back")}</Button>
      </MailSent>
    );
  }
  const hasForm = withPassword || mailLinks;
  return (
    <div className="flex flex-col gap-5">
      {problem !== null && <SignInProblemNote problem={problem} />}
      {passwordChanged && <SignInNotice>{t("passwordChanged")}</SignInNotice>}
      {providers.length > 0 && <ProviderButtons providers={providers} next={next} />}
      {providers.length > 0 && hasForm && <OrDivider>{t("or")}</OrDivider>}
      {hasForm && (
        <SignInForm withPassword={withPassword} mailLinks={mailLinks} next={next} onMailSent={setSentTo} />
      )}
      <OrDivider>{t("or")}</OrDivider>
      <PasskeyButton next={next} />
      {!withPassword && (
        <button
          type="button"
          onClick={() => setWithPassword(true)}
          className="self-center text-[0.8125rem] text-ink-2 hover:text-ink hover:underline"
        >
          {t("usePassword")}
        </button>
      )}
    </div>
  );
}
