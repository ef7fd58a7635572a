"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus, Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { IncomingKind } from "#contracts/incoming-hook.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { HookAddressDialog } from "./hook-address-dialog.tsx";
import { HookDialog } from "./hook-dialog.tsx";
import { HookRow } from "./hook-row.tsx";

/** An address as it is shown once. */
export type ShownAddress = { url: string; kind: IncomingKind };

export function HooksScreen() {
  const t = useTranslations("hooks");
  const { data: hooks } = useSuspenseQuery(useTRPC().incomingHook.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [address, setAddress] = useState<ShownAddress | null>(null);
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        {hooks.length > 0 && add}
      </PageHeader>
      <Card>
        {hooks.length === 0 ? (
          <EmptyState icon={Webhook} title={t("empty.title")} action={add}>
            <p>{t("empty.note")}</p>
          </EmptyState>
        ) : (
          <>
            <CardHeader title={t("list")} note={t("listNote")} />
            <ul className="divide-y">
              {hooks.map((hook) => (
                <HookRow key={hook.id} hook={hook} onAddress={setAddress} />
              ))}
            </ul>
          </>
        )}
      </Card>
      {adding && <HookDialog edited={null} onClose={() => setAdding(false)} onAddress={setAddress} />}
      {address !== null && <HookAddressDialog {...address} onClose={() => setAddress(null)} />}
    </div>
  );
}
