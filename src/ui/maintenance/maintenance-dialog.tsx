"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { MaintenanceInput, MaintenanceView } from "#contracts/maintenance.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { ownZone } from "#ui/forms/zone-field.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { newMaintenanceValues, readMaintenance, readTiming, valuesOfWindow } from "./maintenance-values.ts";
import { ScopeFields } from "./scope-fields.tsx";
import { TimingFields } from "./timing-fields.tsx";
import { TimingPreview } from "./timing-preview.tsx";

type About = {
  /** Undefined adds a window. */
  edited?: MaintenanceView;
  /** The address for deploys, which is shown this once. */
  onHook: (hookUrl: string) => void;
};
type MaintenanceDialogProps = About & { open: boolean; onOpenChange: (open: boolean) => void };

export function MaintenanceDialog({ open, onOpenChange, ...about }: MaintenanceDialogProps) {
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={about.edited === undefined ? "Add maintenance" : "Edit maintenance"}
      description="Checks go on; nobody is told until it is over. What is still down then is told."
      unsaved="The window has not been saved."
    >
      {(handlers) => <MaintenanceForm {...about} {...handlers} />}
    </DraftDialog>
  );
}

function MaintenanceForm({ edited, onHook, onDirty, onDone, onCancel }: About & DraftHandlers) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (input: MaintenanceInput) => {
    const { hookUrl } =
      edited === undefined
        ? await client.maintenance.create.mutate(input)
        : await client.maintenance.update.mutate({ id: edited.id, input });
    onDone();
    toast.success(edited === undefined ? "Maintenance added" : "Changes saved");
    if (hookUrl !== null) onHook(hookUrl);
    void queryClient.invalidateQueries({ queryKey: trpc.maintenance.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
  };
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: firstValues(edited),
    read: readMaintenance,
    save,
    onDirty,
  });
  const timing = readTiming(values);
  const parts = { values, set, problems };
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Field label="Name" error={problems.name}>
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
      <FormFoot
        submitLabel={edited === undefined ? "Add maintenance" : "Save changes"}
        busy={busy}
        onCancel={onCancel}
      />
    </form>
  );
}

function firstValues(edited: MaintenanceView | undefined) {
  const seen = { nowMs: Date.now(), zone: ownZone() };
  return edited === undefined ? newMaintenanceValues(seen) : valuesOfWindow(edited, seen);
}
