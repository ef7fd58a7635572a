"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { IncidentDetail } from "#contracts/incident.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { languageOfCause } from "./incident-words.ts";
import type { IncidentActions } from "./use-incident-actions.ts";

type MergeDialogProps = { incident: IncidentDetail; actions: IncidentActions; onClose: () => void };

export function MergeDialog({ incident, actions, onClose }: MergeDialogProps) {
  const t = useTranslations("incidents.merge");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useQuery(trpc.incident.list.queryOptions({ state: "open", limit: 100 }, { staleTime: 0 }));
  const others = query.data?.items.filter(({ id }) => id !== incident.id);
  const merge = async () => {
    if (chosen !== null && (await actions.merge(chosen))) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("title", { title: incident.title })}
      description={t("description")}
    >
      <div className="min-h-0 flex-1 overflow-y-auto p-5">
        {query.isPending && <Skeleton className="h-24" />}
        {query.isError && <QueryError title={t("notLoaded")} query={query} />}
        {others?.length === 0 && <p className="py-6 text-center text-ink-3">{t("none")}</p>}
        {others !== undefined && others.length > 0 && (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-2 text-[0.8125rem] font-medium">{t("into")}</legend>
            {others.map(({ id, kind, title, cause, openedAt }) => (
              <label
                key={id}
                className="flex items-start gap-3 rounded-lg border px-3 py-2.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft"
              >
                <input
                  type="radio"
                  name="into"
                  value={id}
                  checked={chosen === id}
                  onChange={() => setChosen(id)}
                  className="mt-1 accent-(--accent)"
                />
                <span className="min-w-0">
                  <span className="block font-medium break-words">{title}</span>
                  <span className="block text-xs break-words text-ink-2">
                    <span lang={languageOfCause({ kind })}>{cause}</span> ·{" "}
                    {t.rich("since", { at: () => <Moment at={openedAt} withDay /> })}
                  </span>
                </span>
              </label>
            ))}
          </fieldset>
        )}
      </div>
      <footer className="flex justify-end gap-2 border-t px-5 py-3.5">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button
          variant="primary"
          disabled={chosen === null}
          busy={actions.busy === "merge"}
          onClick={() => void merge()}
        >
          {t("submit")}
        </Button>
      </footer>
    </Dialog>
  );
}
