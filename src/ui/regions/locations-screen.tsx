"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { MapPinHouse, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { LocationToken } from "#contracts/private-location.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { DraftDialog } from "#ui/primitives/draft-dialog.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import { LocationForm } from "./location-form.tsx";
import { LocationRow } from "./location-row.tsx";

const LOOK_MS = 5_000;

export function LocationsScreen() {
  const t = useTranslations("regions.own");
  const { data } = useSuspenseQuery(
    useTRPC().region.locations.queryOptions(undefined, { refetchInterval: LOOK_MS }),
  );
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<LocationToken | null>(null);
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden className="size-4" />
      {t("create")}
    </Button>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        {data.locations.length > 0 && create}
      </PageHeader>
      <Card>
        {data.locations.length === 0 ? (
          <EmptyState icon={MapPinHouse} title={t("emptyTitle")} action={create}>
            <p>{t("empty")}</p>
          </EmptyState>
        ) : (
          <>
            <CardHeader title={t("list")} note={t("listNote")} />
            <ul className="divide-y">
              {data.locations.map((location) => (
                <LocationRow key={location.code} location={location} appUrl={data.appUrl} />
              ))}
            </ul>
          </>
        )}
      </Card>
      <DraftDialog
        open={creating}
        onOpenChange={setCreating}
        title={t("form.title")}
        description={t("form.note")}
        unsaved={t("form.unsaved")}
      >
        {(handlers) => <LocationForm location={null} onMade={setMade} {...handlers} />}
      </DraftDialog>
      {made !== null && (
        <ConnectDialog made={made} appUrl={data.appUrl} waits onClose={() => setMade(null)} />
      )}
    </div>
  );
}
