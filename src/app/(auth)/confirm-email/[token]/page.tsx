import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmEmail } from "#ui/account/confirm-email.tsx";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.confirmEmail");
  return { title: t("title"), referrer: "no-referrer" };
}

/** Looks at nothing: mail scanners open every link, and only a person presses the button. */
export default async function ConfirmEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("account.confirmEmail");
  return (
    <AuthFrame title={t("title")} note={t("note")}>
      <ConfirmEmail token={token} />
    </AuthFrame>
  );
}
