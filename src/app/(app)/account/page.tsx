import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { AccountScreen } from "#ui/account/account-screen.tsx";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const caller = await serverCaller();
  const load = seeds(
    [["account", "get"], () => caller.account.get()],
    [["session", "reader"], () => caller.session.reader()],
    [["passkey", "list"], () => caller.passkey.list()],
    [["session", "list"], () => caller.session.list()],
  );
  return (
    <Hydrated load={load}>
      <AccountScreen />
    </Hydrated>
  );
}
