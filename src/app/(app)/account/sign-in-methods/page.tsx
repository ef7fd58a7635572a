import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { SignInProblem } from "#contracts/sign-in.ts";
import { SignInMethodsScreen } from "#ui/account/sign-in-methods-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.methods");
  return { title: t("metaTitle") };
}

type SignInMethodsPageProps = { searchParams: Promise<{ problem?: string | string[] }> };

export default async function SignInMethodsPage({ searchParams }: SignInMethodsPageProps) {
  const [caller, { problem }] = await Promise.all([serverCaller(), searchParams]);
  const load = seeds([["signInMethod", "list"], () => caller.signInMethod.list()]);
  return (
    <Hydrated load={load}>
      <SignInMethodsScreen problem={SignInProblem.safeParse(problem).data ?? null} />
    </Hydrated>
  );
}
