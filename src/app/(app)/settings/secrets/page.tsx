import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { SecretsScreen } from "#ui/secrets/secrets-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { findEditor } from "../find-editor.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("team.secrets");
  return { title: t("title") };
}

export default async function SecretsPage() {
  await findEditor();
  const caller = await serverCaller();
  return (
    <Hydrated load={seeds([["secret", "list"], () => caller.secret.list()])}>
      <SecretsScreen />
    </Hydrated>
  );
}
