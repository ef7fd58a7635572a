import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { HooksScreen } from "#ui/hooks/hooks-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { findSharedEditor } from "../find-editor.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hooks");
  return { title: t("title") };
}

export default async function HooksPage() {
  await findSharedEditor();
  const caller = await serverCaller();
  return (
    <Hydrated
      load={seeds(
        [["incomingHook", "list"], () => caller.incomingHook.list()],
        [["channel", "list"], () => caller.channel.list()],
      )}
    >
      <HooksScreen />
    </Hydrated>
  );
}
