import { MailX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { InvitationPreview } from "#contracts/member.ts";
import { AuthFrame } from "#ui/auth/auth-frame.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { AcceptButton } from "./accept-button.tsx";
import { InvitedSignUpForm } from "./invited-sign-up-form.tsx";
import { SignOutButton } from "./sign-out-button.tsx";

type InviteScreenProps = {
  preview: InvitationPreview;
  token: string;
  /** Null for a visitor. */
  ownEmail: string | null;
};

export function InviteScreen({ preview, token, ownEmail }: InviteScreenProps) {
  const t = useTranslations("team.invite");
  const role = useTranslations("team.role");
  if (preview.kind !== "open") return <InvitationOver kind={preview.kind} />;
  const { workspace, email } = preview;
  return (
    <AuthFrame title={t("title", { workspace })} note={t("note", { role: role(preview.role) })}>
      <dl className="mb-5 rounded-lg border bg-sunken px-4 py-3 text-sm">
        <dt className="text-xs text-ink-3">{t("for")}</dt>
        <dd className="font-medium break-words">{email}</dd>
      </dl>
      <WayIn preview={preview} token={token} ownEmail={ownEmail} />
    </AuthFrame>
  );
}

type WayInProps = InviteScreenProps & { preview: Extract<InvitationPreview, { kind: "open" }> };

function WayIn({ preview: { email, hasAccount }, token, ownEmail }: WayInProps): ReactNode {
  const t = useTranslations("team.invite");
  if (ownEmail === email) return <AcceptButton token={token} />;
  if (ownEmail !== null) {
    return (
      <div className="flex flex-col gap-4">
        <p className="text-sm text-pretty text-ink-2">{t("other", { own: ownEmail, email })}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <SignOutButton label={t("signOut")} />
          <Button size="sm" asChild>
            <Link href="/monitors">{t("stay")}</Link>
          </Button>
        </div>
      </div>
    );
  }
  if (hasAccount) {
    return (
      <div className="flex flex-col gap-4">
        <p className="text-sm text-pretty text-ink-2">{t("hasAccount")}</p>
        <SignInLink token={token} label={t("signIn")} isPrimary />
      </div>
    );
  }
  return (
    <>
      <h2 className="mb-4 text-sm font-semibold">{t("create")}</h2>
      <InvitedSignUpForm token={token} email={email} />
      <div className="mt-3 flex flex-col">
        <SignInLink token={token} label={t("orSignIn")} />
      </div>
    </>
  );
}

function SignInLink({
  token,
  label,
  isPrimary = false,
}: {
  token: string;
  label: string;
  isPrimary?: boolean;
}) {
  return (
    <Button asChild variant={isPrimary ? "primary" : "ghost"}>
      <Link href={{ pathname: "/sign-in", query: { next: `/invite/${token}` } }}>{label}</Link>
    </Button>
  );
}

function InvitationOver({ kind }: { kind: Exclude<InvitationPreview["kind"], "open"> }) {
  const t = useTranslations("team.invite");
  return (
    <div className="w-full max-w-md rounded-xl border bg-surface shadow-card">
      <EmptyState
        icon={MailX}
        heading="h1"
        title={t(`over.${kind}.title`)}
        action={
          <Button asChild>
            <Link href="/sign-in">{t("toSignIn")}</Link>
          </Button>
        }
      >
        <p>{t(`over.${kind}.note`)}</p>
      </EmptyState>
    </div>
  );
}
