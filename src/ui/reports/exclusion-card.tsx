"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ExclusionInput, type ExclusionView } from "#contracts/objective.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { fromLocalText, toLocalText } from "#ui/forms/local-moment.ts";
import { MomentField } from "#ui/forms/moment-field.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { ShareActions } from "#ui/team/share-actions.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { TextField } from "./objective-form.tsx";

const HOUR_MS = 3_600_000;

type ExclusionCardProps = { objectiveId: string; exclusions: readonly ExclusionView[] };

export function ExclusionCard({ objectiveId, exclusions }: ExclusionCardProps) {
  const t = useTranslations("reports");
  const [adding, setAdding] = useState(false);
  return (
    <Card>
      <CardHeader title={t("exclusions")} note={t("exclusionsNote")}>
        <ShareActions>
          <Button size="sm" onClick={() => setAdding(true)}>
            {t("exclude")}
          </Button>
        </ShareActions>
      </CardHeader>
      {exclusions.length === 0 && <p className="px-4 py-4 text-sm text-ink-3">{t("noExclusions")}</p>}
      <ul className="divide-y">
        {exclusions.map((exclusion) => (
          <ExclusionRow key={exclusion.id} exclusion={exclusion} />
        ))}
      </ul>
      <DraftDialog
        open={adding}
        onOpenChange={setAdding}
        title={t("exclude")}
        description={t("excludeNote")}
        unsaved={t("unsaved")}
      >
        {(handlers) => <ExclusionForm objectiveId={objectiveId} {...handlers} />}
      </DraftDialog>
    </Card>
  );
}

function ExclusionRow({ exclusion: { id, startsAt, endsAt, reason, by, at } }: { exclusion: ExclusionView }) {
  const t = useTranslations("reports");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const format = useFormat();
  const { busy, remove } = useRemoval({
    run: () => client.objective.include.mutate({ id }),
    done: t("included"),
    after: () => void queryClient.invalidateQueries({ queryKey: trpc.objective.pathKey() }),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm">
      <div className="min-w-0">
        <p className="break-words">{reason}</p>
        <p className="text-xs text-ink-3">
          {format.span({ startsAt, endsAt })} · {t("by", { by, at: format.full(at) })}
        </p>
      </div>
      <ShareActions>
        <Button size="sm" variant="ghost" busy={busy} onClick={() => void remove()}>
          {t("include")}
        </Button>
      </ShareActions>
    </li>
  );
}

function ExclusionForm({ objectiveId, onDirty, onDone, onCancel }: DraftHandlers & { objectiveId: string }) {
  const t = useTranslations("reports");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [first] = useState(() => ({
    startsAt: toLocalText(Date.now() - HOUR_MS),
    endsAt: toLocalText(Date.now()),
    reason: "",
  }));
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: first,
    read: (typed: typeof first) =>
      readWith(ExclusionInput, {
        objectiveId,
        startsAt: fromLocalText(typed.startsAt),
        endsAt: fromLocalText(typed.endsAt),
        reason: typed.reason,
      }),
    save: async (input: ExclusionInput) => {
      await client.objective.exclude.mutate(input);
      onDone();
      toast.success(t("excluded"));
      void queryClient.invalidateQueries({ queryKey: trpc.objective.pathKey() });
    },
    onDirty,
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <MomentField
          label={t("from")}
          value={values.startsAt}
          onChange={(startsAt) => set({ startsAt })}
          error={problems.startsAt}
        />
        <MomentField
          label={t("to")}
          value={values.endsAt}
          onChange={(endsAt) => set({ endsAt })}
          error={problems.endsAt}
        />
        <TextField
          label={t("reason")}
          value={values.reason}
          onChange={(reason) => set({ reason })}
          error={problems.reason}
        />
      </FormBody>
      <FormFoot submitLabel={t("exclude")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
