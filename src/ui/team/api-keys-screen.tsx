"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ApiKeyDialog } from "./api-key-dialog.tsx";
import { ApiKeyRow } from "./api-key-row.tsx";

export function ApiKeysScreen() {
  const t = useTranslations("team.keys");
  const { data: keys } = useSuspenseQuery(useTRPC().apiKey.list.queryOptions());
  const [creating, setCreating] = useState(false);
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden className="size-4" />
      {t("create")}
    </Button>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        <Link href="/developers" className="text-[0.8125rem] text-accent-text underline underline-offset-2">
          {t("reference")}
        </Link>
        {keys.length > 0 && create}
      </PageHeader>
      <Card>
        {keys.length === 0 ? (
          <EmptyState icon={KeyRound} title={t("empty.title")} action={create}>
            <p>{t("empty.note")}</p>
          </EmptyState>
        ) : (
          <>
            <CardHeader title={t("list")} note={t("listNote")} />
            <ul className="divide-y">
              {keys.map((key) => (
                <ApiKeyRow key={key.id} apiKey={key} />
              ))}
            </ul>
          </>
        )}
      </Card>
      <ApiKeyDialog open={creating} onOpenChange={setCreating} />
    </div>
  );
}
