"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { LockKeyhole, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { ShareActions } from "#ui/team/share-actions.tsx";
import { useShareRefusal } from "#ui/team/use-share-refusal.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { SecretDialog } from "./secret-dialog.tsx";
import { SecretRow } from "./secret-row.tsx";

export function SecretsScreen() {
  const t = useTranslations("team.secrets");
  const { data: secrets } = useSuspenseQuery(useTRPC().secret.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const mayChange = useShareRefusal() === null;
  const add = (
    <ShareActions>
      <Button variant="primary" onClick={() => setAdding(true)}>
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
    </ShareActions>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note", { reference: "{{secret.NAME}}" })}>
        {secrets.length > 0 && add}
      </PageHeader>
      <Card>
        {secrets.length === 0 ? (
          <EmptyState icon={LockKeyhole} title={t("empty.title")} action={add}>
            <p>{t("empty.note")}</p>
          </EmptyState>
        ) : (
          <>
            <CardHeader title={t("list")} note={t("listNote")} />
            <ul className="divide-y">
              {secrets.map((secret) => (
                <SecretRow key={secret.id} mayChange={mayChange} secret={secret} />
              ))}
            </ul>
          </>
        )}
      </Card>
      <SecretDialog open={adding} onOpenChange={setAdding} replaced={null} />
    </div>
  );
}
