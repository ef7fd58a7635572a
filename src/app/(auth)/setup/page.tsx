import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { serverCaller } from "#app/server-query.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { SetupForm } from "#ui/auth/setup-form.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";

export const metadata: Metadata = { title: "Set up" };

type SetupPageProps = { searchParams: Promise<{ token?: string | string[] }> };

export default async function SetupPage({ searchParams }: SetupPageProps) {
  await connection();
  const caller = await serverCaller();
  const { needsSetup, tokenConfigured } = await caller.setup.status();
  if (!needsSetup) redirect("/sign-in");

  const { token } = await searchParams;
  return (
    <AuthFrame title="Set up Uptick" note="Create the owner's account. This page works once.">
      {tokenConfigured ? (
        <SetupForm token={typeof token === "string" ? token : ""} />
      ) : (
        <EmptyState icon={KeyRound} title="No setup token is configured">
          Set <code className="font-mono text-xs">UPTICK_SETUP_TOKEN</code> to 16 characters or more and
          restart Uptick. The launcher does this on its own.
        </EmptyState>
      )}
    </AuthFrame>
  );
}
