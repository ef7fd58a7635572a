import type { Metadata } from "next";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { findOneTimeToken } from "#server/auth/one-time-token.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { LinkOver } from "#ui/auth/link-over.tsx";
import { SignInLinkButton } from "#ui/auth/sign-in-link-button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.link");
  return { title: t("title"), referrer: "no-referrer" };
}

type LinkPageProps = { params: Promise<{ token: string }> };

/** Opening it uses nothing up: scanners in front of mailboxes open every link. */
export default async function SignInLinkPage({ params }: LinkPageProps) {
  await connection();
  const { token } = await params;
  const [found, t] = await Promise.all([
    findOneTimeToken(appDeps(), { kind: "magic_link", token }),
    getTranslations("auth.link"),
  ]);
  if (found?.email == null) return <LinkOver kind="link" />;
  const email = () => <strong className="font-semibold break-words text-ink">{found.email}</strong>;
  return (
    <AuthFrame title={t("title")} note={t.rich("note", { email })}>
      <SignInLinkButton token={token} />
    </AuthFrame>
  );
}
