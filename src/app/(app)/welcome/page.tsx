import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { WelcomeScreen } from "#ui/onboarding/welcome-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("onboarding");
  return { title: t("title") };
}

export default async function WelcomePage() {
  // Who may only look has nothing to set up.
  if ((await findIdentity())?.workspace?.role === "viewer") redirect("/monitors");
  const caller = await serverCaller();
  return (
    <Hydrated
      load={seeds(
        [["onboarding", "steps"], () => caller.onboarding.steps()],
        [["region", "list"], () => caller.region.list()],
      )}
    >
      <WelcomeScreen />
    </Hydrated>
  );
}
