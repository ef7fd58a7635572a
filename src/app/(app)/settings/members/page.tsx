import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { seeds } from "#app/server-query-keys.ts";
import { MembersScreen } from "#ui/team/members-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";
import { findAdmin } from "../find-admin.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("team.members");
  return { title: t("title") };
}

export default async function MembersPage() {
  const self = await findAdmin();
  const caller = await serverCaller();
  const load = seeds(
    [["member", "list"], () => caller.member.list()],
    [["invitation", "list"], () => caller.invitation.list()],
  );
  return (
    <Hydrated load={load}>
      <MembersScreen self={self} />
    </Hydrated>
  );
}
