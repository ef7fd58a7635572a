"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { MaintenanceInput, MaintenanceView } from "#contracts/maintenance.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { fromLocalText } from "#ui/forms/local-moment.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { ownZone } from "#ui/forms/zone-field.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { newMaintenanceValues, readMaintenance, readTiming, valuesOfWindow } from "./maintenance-values.ts";
import { ScopeFields } from "./scope-fields.tsx";
import { TimingFields } from "./timing-fields.tsx";
import { TimingPreview } from "./timing-preview.tsx";

type About = {
  /** Undefined adds a window. */
  edited?: MaintenanceView;
  /** The day that a new one is for, such as "2026-11-24". */
  day?: string | undefined;
  /** The address for deploys, which is shown this once. */
  onHook: (hookUrl: string) => void;
};
type MaintenanceDialogProps = About & { open: boolean; onOpenChange: (open: boolean) => void };

export function MaintenanceDialog({ open, onOpenChange, ...about }: MaintenanceDialogProps) {
  const t = useTranslations("maintenance");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(about.edited === undefined ? "add" : "edit")}
      description={t("dialogNote")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <MaintenanceForm {...about} {...handlers} />}
    </DraftDialog>
  );
}

function MaintenanceForm({ edited, day, onHook, ...handlers }: About & DraftHandlers) {
  const { onDirty, onDone, onCancel } = handlers;
  const t = useTranslations("maintenance");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (input: MaintenanceInput) => {
    const { hookUrl } =
      edited === undefined
        ? await client.maintenance.create.mutate(input)
        : await client.maintenance.update.mutate({ id: edited.id, input });
    onDone();
    toast.success(t(edited === undefined ? "added" : "saved"));
    if (hookUrl !== null) onHook(hookUrl);
    void queryClient.invalidateQueries({ queryKey: trpc.maintenance.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
  };
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: firstValues(edited, day),
    read: readMaintenance,
    save,
    onDirty,
  });
  const timing = readTiming(values);
  const parts = { values, set, problems };
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Field label={t("name")} error={problems.name}>
          {(control) => (
            <Input
              {...control}
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
              autoComplete="off"
            />
          )}
        </Field>
        <TimingFields {...parts} />
        {timing !== null && timing.kind !== "hook" && <TimingPreview timing={timing} />}
        <ScopeFields {...parts} />
      </FormBody>
      <FormFoot submitLabel={t(edited === undefined ? "add" : "save")} busy={busy} onCancel={onCancel} />
    </form>
  );
}

function firstValues(edited: MaintenanceView | undefined, day: string | undefined) {
  const seen = { nowMs: day === undefined ? Date.now() : firstHourOf(day), zone: ownZone() };
  return edited === undefined ? newMaintenanceValues(seen) : valuesOfWindow(edited, seen);
}

const NIGHT = "02:00";

/** The next hour on a day that has begun, otherwise the quiet of its night. */
function firstHourOf(day: string): number {
  return Math.max(Date.now(), fromLocalText(`${day}T${NIGHT}`));
}
