import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { findPendingSignIn } from "#server/auth/second-factor.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { listSecondFactors } from "#server/views/list-second-factors.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { SecondFactorForm } from "#ui/auth/second-factor-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.secondFactor");
  return { title: t("title") };
}

/** Only for whoever has given the first factor in this browser. */
export default async function SecondFactorPage() {
  await connection();
  const deps = appDeps();
  const pending = await findPendingSignIn(deps, new Headers(await headers()));
  if (pending === null) redirect("/sign-in");
  const factors = await listSecondFactors(deps, pending.userId);
  const t = await getTranslations("account.secondFactor");
  return (
    <AuthFrame title={t("title")} note={t("note")}>
      <SecondFactorForm factors={factors} next={pending.next} />
    </AuthFrame>
  );
}
