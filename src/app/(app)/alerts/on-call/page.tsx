import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { OnCallScreen } from "#ui/on-call/on-call-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("onCall");
  return { title: t("title") };
}

export default async function OnCallPage() {
  const caller = await serverCaller();
  return (
    <Hydrated
      load={seeds(
        [["onCall", "list"], () => caller.onCall.list()],
        [["channel", "list"], () => caller.channel.list()],
      )}
    >
      <OnCallScreen />
    </Hydrated>
  );
}
