import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { StatusPagesScreen } from "#ui/status-pages/status-pages-screen.tsx";
import { Hydrated } from "../hydrated.tsx";
import { mayChangePages } from "./may-change-pages.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statusPages"))("title") };
}

export default async function StatusPagesPage() {
  const caller = await serverCaller();
  return (
    <Hydrated load={seeds([["statusPage", "list"], () => caller.statusPage.list()])}>
      <StatusPagesScreen canEdit={await mayChangePages()} />
    </Hydrated>
  );
}
