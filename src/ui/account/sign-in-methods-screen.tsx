"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { SignInProblem } from "#contracts/sign-in.ts";
import { SignInProblemNote } from "#ui/auth/sign-in-problem.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { AccountSection } from "./account-section.tsx";
import { LinkedIdentities } from "./linked-identities.tsx";

/** Where the way back from a provider ends for somebody who is signed in. */
export function SignInMethodsScreen({ problem }: { problem: SignInProblem | null }) {
  const t = useTranslations("auth.methods");
  return (
    <div className="mx-auto max-w-2xl">
      <Link
        href="/account#sign-in"
        className="mb-2 inline-flex items-center gap-1.5 py-1 text-[0.8125rem] font-medium text-ink-2 hover:text-ink hover:underline"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        {t("back")}
      </Link>
      <PageHeader title={t("title")} />
      <div className="mt-4 flex flex-col gap-4">
        {problem !== null && <SignInProblemNote problem={problem} />}
        <AccountSection id="providers" title={t("providers")} note={t("note")}>
          <LinkedIdentities />
        </AccountSection>
      </div>
    </div>
  );
}
