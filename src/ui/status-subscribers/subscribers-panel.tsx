"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SubscriberKind } from "#contracts/status-subscriber.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Figure } from "#ui/primitives/figure.tsx";
import { useEditablePage } from "#ui/status-pages/editable-page-context.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AddSubscriberDialog } from "./add-subscriber-dialog.tsx";
import { SubscriberList } from "./subscriber-list.tsx";

/** Everybody sees how many there are; who they are is for those who look after the page. */
export function SubscribersPanel() {
  const t = useTranslations("statusSubscribers");
  const { id, canEdit } = useEditablePage();
  const [adding, setAdding] = useState(false);
  const { data: counts } = useQuery(useTRPC().statusSubscriber.counts.queryOptions({ pageId: id }));
  return (
    <div className="flex w-full max-w-4xl flex-col gap-5">
      <Card aria-label={t("counts.label")}>
        <dl className="grid grid-cols-2 divide-x divide-y sm:grid-cols-4 sm:divide-y-0">
          <Figure label={t("counts.confirmed")} value={counts?.confirmed ?? "–"} />
          <Figure label={t("counts.waiting")} value={counts?.waiting ?? "–"} />
          <Figure label={t("counts.off")} value={counts?.off ?? "–"} />
          <Figure
            label={t("counts.byKind")}
            value={
              <span className="flex flex-wrap gap-x-3 text-sm font-medium">
                {SubscriberKind.options.map((kind) => (
                  <span key={kind}>{`${t(`kinds.${kind}`)} ${counts?.byKind[kind] ?? 0}`}</span>
                ))}
              </span>
            }
          />
        </dl>
      </Card>
      {canEdit ? (
        <Card aria-label={t("list")}>
          <CardHeader title={t("list")} note={t("listNote")}>
            <div className="flex flex-wrap gap-2">
              <Button asChild>
                <a href={`/api/status-pages/${id}/subscribers`} download>
                  {t("export")}
                </a>
              </Button>
              <Button variant="primary" onClick={() => setAdding(true)}>
                {t("add")}
              </Button>
            </div>
          </CardHeader>
          <SubscriberList pageId={id} />
          <AddSubscriberDialog pageId={id} open={adding} onOpenChange={setAdding} />
        </Card>
      ) : (
        <p className="text-sm text-ink-2">{t("onlyCounts")}</p>
      )}
    </div>
  );
}
