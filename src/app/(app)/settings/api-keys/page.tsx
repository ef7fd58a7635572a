import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { ApiKeysScreen } from "#ui/team/api-keys-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { findAdmin } from "../find-admin.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("team.keys");
  return { title: t("title") };
}

export default async function ApiKeysPage() {
  await findAdmin();
  const caller = await serverCaller();
  return (
    <Hydrated load={seeds([["apiKey", "list"], () => caller.apiKey.list()])}>
      <ApiKeysScreen />
    </Hydrated>
  );
}
