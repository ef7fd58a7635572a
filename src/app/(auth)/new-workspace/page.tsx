import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { NewWorkspaceForm } from "#ui/team/new-workspace-form.tsx";
import { OwnInvitations } from "#ui/team/own-invitations.tsx";
import { SignOutButton } from "#ui/team/sign-out-button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("team.create");
  return { title: t("metaTitle") };
}

/** Also where somebody lands who belongs to no workspace. */
export default async function NewWorkspacePage() {
  await connection();
  const identity = await findIdentity();
  if (identity === null) redirect("/sign-in");
  const [caller, t] = await Promise.all([serverCaller(), getTranslations("team.create")]);
  const account = await getTranslations("account");
  const invitations = await caller.invitation.mine();
  const { workspace, email } = identity;
  return (
    <AuthFrame title={t("title")} note={t(workspace === null ? "none" : "note")}>
      {invitations.length > 0 && <OwnInvitations invitations={invitations} />}
      <NewWorkspaceForm />
      <p className="mt-5 text-center text-xs break-words text-ink-3">{t("as", { email })}</p>
      <div className="mt-1 flex flex-col items-center">
        {workspace !== null && (
          <Button variant="ghost" size="sm" className="max-w-full" asChild>
            <Link href="/monitors">
              <span className="truncate">{t("back", { name: workspace.name })}</span>
            </Link>
          </Button>
        )}
        <div className="flex flex-wrap justify-center gap-1">
          <Button variant="ghost" size="sm" asChild>
            <Link href={"/your-account" as Route}>{account("title")}</Link>
          </Button>
          <SignOutButton label={t("signOut")} />
        </div>
      </div>
    </AuthFrame>
  );
}
