import type { Metadata } from "next";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { ForgotPasswordForm } from "#ui/auth/forgot-password-form.tsx";
import { NoMailNote } from "#ui/auth/no-mail-note.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.forgot");
  return { title: t("title") };
}

export default async function ForgotPasswordPage() {
  await connection();
  const [caller, t] = await Promise.all([serverCaller(), getTranslations("auth.forgot")]);
  const { mailLinks } = await caller.signIn.options();
  return (
    <AuthFrame title={t("title")} note={t("note")}>
      {mailLinks ? <ForgotPasswordForm /> : <NoMailNote />}
    </AuthFrame>
  );
}
