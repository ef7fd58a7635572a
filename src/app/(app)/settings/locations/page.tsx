import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { LocationsScreen } from "#ui/regions/locations-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { findAdmin } from "../find-admin.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("regions.own");
  return { title: t("title") };
}

export default async function LocationsPage() {
  await findAdmin();
  const caller = await serverCaller();
  return (
    <Hydrated load={seeds([["region", "locations"], () => caller.region.locations()])}>
      <LocationsScreen />
    </Hydrated>
  );
}
