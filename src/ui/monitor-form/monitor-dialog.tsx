"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { FormSkeleton } from "#ui/forms/form-dialog-parts.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { regionsFor } from "./change-kind.ts";
import { copyOf, newMonitorValues, valuesOf } from "./form-values.ts";
import { loadKindForm } from "./kinds/load-kind-form.ts";
import { MonitorForm } from "./monitor-form.tsx";

type Source = {
  /** Edits this one. */
  editedId?: string | undefined;
  /** Adds another like this one. */
  copiedId?: string | undefined;
};
type MonitorDialogProps = Source & { open: boolean; onOpenChange: (open: boolean) => void };

export function MonitorDialog({ open, onOpenChange, ...source }: MonitorDialogProps) {
  const t = useTranslations("monitorForm");
  const purpose = purposeOf(source);
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(`${purpose}Title`)}
      description={t(`${purpose}Note`)}
      unsaved={t("unsaved")}
    >
      {(handlers) => <DialogBody source={source} {...handlers} />}
    </DraftDialog>
  );
}

function purposeOf({ editedId, copiedId }: Source): "add" | "edit" | "copy" {
  if (editedId !== undefined) return "edit";
  return copiedId === undefined ? "add" : "copy";
}

function DialogBody({ source, ...handlers }: DraftHandlers & { source: Source }) {
  const t = useTranslations("monitorForm");
  const trpc = useTRPC();
  const { editedId } = source;
  const sourceId = editedId ?? source.copiedId;
  const regions = useQuery(trpc.region.list.queryOptions());
  const origin = useQuery({
    ...trpc.monitor.get.queryOptions({ id: sourceId ?? "" }),
    enabled: sourceId !== undefined,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const policy = usePolicy(editedId);
  // Most checks are of this kind: its fields come while the regions are asked for.
  useEffect(() => void loadKindForm("http"), []);
  const failed = [regions, origin].find((query) => query.isError);
  if (failed !== undefined) {
    return <QueryError title={t("notLoaded")} query={failed} />;
  }
  // A cached monitor may be older than another person's edit.
  const waiting = sourceId !== undefined && !origin.isFetchedAfterMount;
  if (regions.data === undefined || waiting) return <FormSkeleton />;

  const input = origin.data?.input;
  const blank = newMonitorValues([]);
  const copied =
    input === undefined
      ? { ...blank, regions: regionsFor(blank, regions.data) }
      : copyOf(input, t("copyName", { name: input.name }));
  return (
    <MonitorForm
      initial={editedId !== undefined && input !== undefined ? valuesOf(input) : copied}
      regions={regions.data}
      editedId={editedId}
      isBlank={sourceId === undefined}
      policy={policy}
      {...handlers}
    />
  );
}

/** A copy has no rules of its own yet. */
function usePolicy(editedId: string | undefined) {
  const trpc = useTRPC();
  const own = useQuery({
    ...trpc.monitor.rules.queryOptions({ id: editedId ?? "" }),
    enabled: editedId !== undefined,
  });
  const common = useQuery({ ...trpc.workspace.policy.queryOptions(), enabled: editedId === undefined });
  return editedId === undefined ? common.data?.policy : (own.data?.rules.policy ?? own.data?.workspacePolicy);
}
