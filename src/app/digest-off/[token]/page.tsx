import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { appDeps } from "#server/trpc/app-deps.ts";
import { isDigestToken } from "#server/views/is-digest-token.ts";
import { DigestOffScreen } from "#ui/account/digest-off-screen.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("digest");
  return {
    title: t("metaTitle"),
    robots: { index: false, follow: false, noarchive: true },
    referrer: "no-referrer",
  };
}

type DigestOffPageProps = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Looks and nothing else, however often: mail scanners and link previews come here before people do. */
export default async function DigestOffPage({ params, searchParams }: DigestOffPageProps) {
  const { token } = await params;
  const isOurs = isDigestToken(appDeps(), token);
  const isDone = (await searchParams).done === "1";
  return <DigestOffScreen token={token} state={isOurs ? (isDone ? "done" : "ready") : "bad"} />;
}
