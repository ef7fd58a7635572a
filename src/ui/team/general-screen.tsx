"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { AccountRow, AccountSection } from "#ui/account/account-section.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { DataCard } from "./data-card.tsx";
import { RolesCard } from "./roles-card.tsx";
import { WorkspaceCard } from "./workspace-card.tsx";

export function GeneralScreen({ tags }: { tags: readonly string[] }) {
  const t = useTranslations("team.general");
  const { data: workspace } = useSuspenseQuery(useTRPC().workspace.get.queryOptions());
  const isAdmin = workspace.role === "admin" || workspace.role === "owner";
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")} />
      <WorkspaceCard
        key={`${workspace.name} ${workspace.timeZone}`}
        workspace={workspace}
        canEdit={isAdmin}
      />
      <RolesCard own={workspace.role} tags={tags} />
      <AccountSection id="rules" title={t("rules.title")} note={t("rules.note")}>
        <AccountRow title={t("rules.title")}>
          <Button asChild>
            <Link href="/alerts/rules">{t("rules.open")}</Link>
          </Button>
        </AccountRow>
      </AccountSection>
      <DataCard workspace={workspace} isAdmin={isAdmin} />
    </div>
  );
}
