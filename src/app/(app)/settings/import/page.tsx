import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { ImportScreen } from "#ui/import/import-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { findSharedEditor } from "../find-editor.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("title") };
}

export default async function ImportPage() {
  await findSharedEditor();
  const caller = await serverCaller();
  return (
    <Hydrated load={seeds([["region", "list"], () => caller.region.list()])}>
      <ImportScreen />
    </Hydrated>
  );
}
