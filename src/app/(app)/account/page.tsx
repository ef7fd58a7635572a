import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { accountSeeds } from "#app/account-seeds.ts";
import { serverCaller } from "#app/server-query.ts";
import { AccountScreen } from "#ui/account/account-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const caller = await serverCaller();
  return (
    <Hydrated load={accountSeeds(caller)}>
      <AccountScreen />
    </Hydrated>
  );
}
