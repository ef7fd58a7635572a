import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { DefaultRulesScreen } from "#ui/policy-form/default-rules-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policy");
  return { title: t("title") };
}

export default async function DefaultRulesPage() {
  const caller = await serverCaller();
  return (
    <Hydrated
      load={seeds(
        [["workspace", "policy"], () => caller.workspace.policy()],
        [["session", "me"], () => caller.session.me()],
      )}
    >
      <DefaultRulesScreen />
    </Hydrated>
  );
}
