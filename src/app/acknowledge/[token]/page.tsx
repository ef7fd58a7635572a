import type { Metadata } from "next";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { readAcknowledgeToken } from "#server/runtime/acknowledge-link.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { findAcknowledgeLink } from "#server/views/get-incident.ts";
import { AcknowledgeScreen } from "#ui/acknowledge/acknowledge-screen.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents.link");
  return {
    title: t("metaTitle"),
    robots: { index: false, follow: false, noarchive: true },
    referrer: "no-referrer",
  };
}

type AcknowledgePageProps = { params: Promise<{ token: string }> };

/** Looks and nothing else, however often: mail scanners and link previews come here before people do. */
export default async function AcknowledgePage({ params }: AcknowledgePageProps) {
  await connection();
  const { token } = await params;
  const deps = appDeps();
  const link = await findAcknowledgeLink(deps, readAcknowledgeToken(deps.auth.secret, token));
  return <AcknowledgeScreen link={link} token={token} />;
}
