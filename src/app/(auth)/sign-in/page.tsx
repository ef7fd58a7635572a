import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { SignInProblem } from "#contracts/sign-in.ts";
import { safeNext } from "#server/auth/safe-next.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { SignInScreen } from "#ui/auth/sign-in-screen.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.signIn");
  return { title: t("metaTitle") };
}

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  await connection();
  const [caller, asked, t] = await Promise.all([
    serverCaller(),
    searchParams,
    getTranslations("auth.signIn"),
  ]);
  if ((await caller.setup.status()).needsSetup) redirect("/setup");
  // next-auth calls the way back `callbackUrl`.
  const next = safeNext(asked.next ?? asked.callbackUrl, appDeps().auth.appUrl);
  if ((await findIdentity()) !== null) redirect(next as Route);
  return (
    <AuthFrame title={t("title")} note={t("note")}>
      <SignInScreen
        options={await caller.signIn.options()}
        problem={SignInProblem.safeParse(asked.problem).data ?? null}
        passwordChanged={asked.notice === "password-changed"}
        next={next}
      />
    </AuthFrame>
  );
}
