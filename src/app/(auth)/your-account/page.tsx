import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { accountSeeds } from "#app/account-seeds.ts";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { AccountScreen } from "#ui/account/account-screen.tsx";
import { FreshProofProvider } from "#ui/account/fresh-proof-provider.tsx";
import { PreferencesProvider } from "#ui/format/preferences-context.tsx";
import { Hydrated } from "../../(app)/hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

/** For somebody who belongs to no workspace, and so has no dashboard around the page: they, too, may take their data and go. */
export default async function YourAccountPage() {
  await connection();
  const identity = await findIdentity();
  if (identity === null) redirect("/sign-in");
  if (identity.workspace !== null) redirect("/account");
  const caller = await serverCaller();
  const { preferences } = await caller.session.reader();
  return (
    <Hydrated load={accountSeeds(caller)}>
      <PreferencesProvider preferences={preferences}>
        <FreshProofProvider>
          <div className="w-full self-start">
            <AccountScreen />
          </div>
        </FreshProofProvider>
      </PreferencesProvider>
    </Hydrated>
  );
}
