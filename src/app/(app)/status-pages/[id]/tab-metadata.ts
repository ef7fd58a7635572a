import "server-only";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { findStatusPage } from "#app/server-query.ts";

type Tab = "content" | "posts" | "look" | "access" | "subscribers" | "share";
export type TabPageProps = { params: Promise<{ id: string }> };

/** Such as "Look · Acme Cloud". */
export async function tabMetadata(tab: Tab, { params }: TabPageProps): Promise<Metadata> {
  const page = await findStatusPage((await params).id);
  const t = await getTranslations("statusPages");
  return { title: page === null ? t("notFound") : `${t(`tabs.${tab}`)} · ${page.title}` };
}
