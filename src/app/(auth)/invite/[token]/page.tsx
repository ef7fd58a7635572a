import type { Metadata } from "next";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { InviteScreen } from "#ui/team/invite-screen.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("team.invite");
  return {
    title: t("metaTitle"),
    robots: { index: false, follow: false, noarchive: true },
    referrer: "no-referrer",
  };
}

type InvitePageProps = { params: Promise<{ token: string }> };

/** Looks and nothing else, however often: mail scanners and link previews come here before people do. */
export default async function InvitePage({ params }: InvitePageProps) {
  await connection();
  const [{ token }, caller, identity] = await Promise.all([params, serverCaller(), findIdentity()]);
  const preview = await caller.invitation.preview({ token: token.slice(0, 200) });
  return <InviteScreen preview={preview} token={token} ownEmail={identity?.email ?? null} />;
}
