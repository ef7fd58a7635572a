import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { EscalationScreen } from "#ui/escalation/escalation-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("escalation");
  return { title: t("title") };
}

export default async function EscalationPage() {
  const caller = await serverCaller();
  return (
    <Hydrated
      load={seeds(
        [["escalation", "list"], () => caller.escalation.list()],
        [["onCall", "list"], () => caller.onCall.list()],
        [["channel", "list"], () => caller.channel.list()],
      )}
    >
      <EscalationScreen />
    </Hydrated>
  );
}
