"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { PostImpact } from "#contracts/status-post.ts";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { useEditablePage } from "#ui/status-pages/editable-page-context.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

type NotifyRowProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  impact: PostImpact;
  componentIds: readonly string[];
};

/** Says before it is sent for how many it is. */
export function NotifyRow({ checked, onChange, impact, componentIds }: NotifyRowProps) {
  const t = useTranslations("statusPosts.notify");
  const trpc = useTRPC();
  const { id: pageId } = useEditablePage();
  const asked = { pageId, impact, componentIds: [...componentIds].sort() };
  const query = useQuery(trpc.statusPost.audience.queryOptions(asked, { staleTime: 30_000 }));
  const count = query.data?.subscribers;
  const note = count === undefined ? {} : { note: checked ? t("told", { count }) : t("quiet", { count }) };
  return <SwitchRow label={t("label")} checked={checked} onChange={onChange} {...note} />;
}
