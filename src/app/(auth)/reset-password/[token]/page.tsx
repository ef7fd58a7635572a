import type { Metadata } from "next";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { findOneTimeToken } from "#server/auth/one-time-token.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { LinkOver } from "#ui/auth/link-over.tsx";
import { ResetPasswordForm } from "#ui/auth/reset-password-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.reset");
  return { title: t("title"), referrer: "no-referrer" };
}

type ResetPageProps = { params: Promise<{ token: string }> };

export default async function ResetPasswordPage({ params }: ResetPageProps) {
  await connection();
  const { token } = await params;
  const [found, t] = await Promise.all([
    findOneTimeToken(appDeps(), { kind: "password_reset", token }),
    getTranslations("auth.reset"),
  ]);
  if (found?.email == null) return <LinkOver kind="reset" />;
  const email = () => <strong className="font-semibold break-words text-ink">{found.email}</strong>;
  return (
    <AuthFrame title={t("title")} note={t.rich("note", { email })}>
      <ResetPasswordForm token={token} email={found.email} />
    </AuthFrame>
  );
}
