import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { SignInForm } from "#ui/auth/sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage() {
  await connection();
  const caller = await serverCaller();
  if ((await caller.setup.status()).needsSetup) redirect("/setup");
  if ((await findIdentity()) !== null) redirect("/monitors");
  return (
    <AuthFrame title="Sign in to Uptick" note="Uptime monitoring that people can trust.">
      <SignInForm />
    </AuthFrame>
  );
}
