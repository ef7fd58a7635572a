"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
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
    <div className="flex max-w-4xl flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")} />
      <WorkspaceCard
        key={`${workspace.name} ${workspace.timeZone}`}
        workspace={workspace}
        canEdit={isAdmin}
      />
      <RolesCard own={workspace.role} tags={tags} />
      <DataCard workspace={workspace} isAdmin={isAdmin} />
    </div>
  );
}
