import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { listProblems, listReferenceGroups } from "#server/rest/list-reference.ts";
import { ReferenceScreen } from "#ui/developers/reference-screen.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("developers");
  return { title: t("title") };
}

export default function DevelopersPage() {
  return <ReferenceScreen groups={listReferenceGroups()} problems={listProblems()} />;
}
