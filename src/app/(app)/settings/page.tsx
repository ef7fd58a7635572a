import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { GeneralScreen } from "#ui/team/general-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("team.general");
  return { title: t("title") };
}

export default async function SettingsPage() {
  const [caller, identity] = await Promise.all([serverCaller(), findIdentity()]);
  return (
    <Hydrated load={seeds([["workspace", "get"], () => caller.workspace.get()])}>
      <GeneralScreen tags={identity?.workspace?.tags ?? []} />
    </Hydrated>
  );
}
