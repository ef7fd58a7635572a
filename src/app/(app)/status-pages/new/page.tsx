import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { NewPageScreen } from "#ui/status-pages/new-page-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { mayChangePages } from "../may-change-pages.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statusPages"))("add") };
}

export default async function NewStatusPagePage() {
  if (!(await mayChangePages())) redirect("/status-pages");
  const caller = await serverCaller();
  return (
    <Hydrated load={seeds([["monitor", "tags"], () => caller.monitor.tags()])}>
      <NewPageScreen />
    </Hydrated>
  );
}
