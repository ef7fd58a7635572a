import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { SystemScreen } from "#ui/system/system-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("system");
  return { title: t("title") };
}

export default async function SystemPage() {
  const caller = await serverCaller();
  return (
    <Hydrated load={seeds([["system", "overview"], () => caller.system.overview()])}>
      <SystemScreen />
    </Hydrated>
  );
}
