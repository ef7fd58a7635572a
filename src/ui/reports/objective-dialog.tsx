"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ObjectiveView } from "#contracts/objective.ts";
import { FormSkeleton } from "#ui/forms/form-dialog-parts.tsx";
import { ownZone } from "#ui/forms/zone-field.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ObjectiveForm } from "./objective-form.tsx";
import { newObjectiveValues, valuesOfObjective } from "./objective-values.ts";

type ObjectiveDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Undefined adds an objective. */
  edited?: ObjectiveView;
};

export function ObjectiveDialog({ open, onOpenChange, edited }: ObjectiveDialogProps) {
  const t = useTranslations("reports");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(edited === undefined ? "addTitle" : "editTitle")}
      description={t("dialogNote")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <DialogBody edited={edited} {...handlers} />}
    </DraftDialog>
  );
}

function DialogBody({ edited, ...handlers }: DraftHandlers & { edited: ObjectiveView | undefined }) {
  const t = useTranslations("reports");
  const trpc = useTRPC();
  const channels = useQuery(trpc.channel.list.queryOptions());
  const people = useQuery(trpc.incident.assignees.queryOptions());
  const failed = [channels, people].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) return <QueryError title={t("notLoaded")} query={failed} />;
  if (channels.data === undefined || people.data === undefined) return <FormSkeleton />;
  return (
    <ObjectiveForm
      initial={edited === undefined ? newObjectiveValues(ownZone()) : valuesOfObjective(edited)}
      editedId={edited?.id}
      channels={channels.data}
      people={people.data.map(({ id, name, email }) => ({ id, name: name ?? email }))}
      {...handlers}
    />
  );
}
