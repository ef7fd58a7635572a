import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { SetupForm } from "#ui/auth/setup-form.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.setup");
  return { title: t("metaTitle") };
}

type SetupPageProps = { searchParams: Promise<{ token?: string | string[] }> };

export default async function SetupPage({ searchParams }: SetupPageProps) {
  await connection();
  const caller = await serverCaller();
  const { needsSetup, tokenConfigured } = await caller.setup.status();
  if (!needsSetup) redirect("/sign-in");

  const [{ token }, t] = await Promise.all([searchParams, getTranslations("auth.setup")]);
  return (
    <AuthFrame title={t("title")} note={t("note")}>
      {tokenConfigured ? (
        <SetupForm token={typeof token === "string" ? token : ""} />
      ) : (
        <EmptyState icon={KeyRound} title={t("noTokenTitle")}>
          {t.rich("noToken", { code: (text) => <code className="font-mono text-xs">{text}</code> })}
        </EmptyState>
      )}
    </AuthFrame>
  );
}
