"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { ChannelView } from "#contracts/channel.ts";
import { OnCallOverrideInput } from "#contracts/escalation.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { fromLocalText, toLocalText } from "#ui/forms/local-moment.ts";
import { MomentField } from "#ui/forms/moment-field.tsx";
import { type Read, readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

type About = { scheduleId: string; channels: readonly ChannelView[] };
type OverrideDialogProps = About & { open: boolean; onOpenChange: (open: boolean) => void };
type Values = { channelId: string; from: string; to: string };

export function OverrideDialog({ open, onOpenChange, ...about }: OverrideDialogProps) {
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add override"
      description="Somebody else for a while, whoever’s turn it is."
      unsaved="The override has not been saved."
    >
      {(handlers) => <OverrideForm {...about} {...handlers} />}
    </DraftDialog>
  );
}

function OverrideForm({ scheduleId, channels, onDirty, onDone, onCancel }: About & DraftHandlers) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (input: OnCallOverrideInput) => {
    await client.onCall.addOverride.mutate(input);
    onDone();
    toast.success("Override added");
    void queryClient.invalidateQueries({ queryKey: trpc.onCall.pathKey() });
  };
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: firstValues(channels),
    read: (typed: Values) => readOverride(scheduleId, typed),
    save,
    onDirty,
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Field label="On call instead" error={problems.channelId}>
          {(control) => (
            <Select
              {...control}
              value={values.channelId}
              onChange={(channelId) => set({ channelId })}
              options={channels.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <MomentField
            label="From"
            value={values.from}
            onChange={(from) => set({ from })}
            error={problems.startsAt}
            hint="In your time."
          />
          <MomentField
            label="Until"
            value={values.to}
            onChange={(to) => set({ to })}
            error={problems.endsAt}
          />
        </div>
      </FormBody>
      <FormFoot submitLabel="Add override" busy={busy} onCancel={onCancel} />
    </form>
  );
}

const HOUR_MS = 3_600_000;

function firstValues(channels: readonly ChannelView[]): Values {
  const hour = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  return {
    channelId: channels[0]?.id ?? "",
    from: toLocalText(hour),
    to: toLocalText(hour + 24 * HOUR_MS),
  };
}

function readOverride(scheduleId: string, { channelId, from, to }: Values): Read<OnCallOverrideInput> {
  if (from === "") return { kind: "problems", problems: { startsAt: "Say from when." } };
  if (to === "") return { kind: "problems", problems: { endsAt: "Say until when." } };
  const span = { startsAt: fromLocalText(from), endsAt: fromLocalText(to) };
  return readWith(OnCallOverrideInput, { scheduleId, channelId, ...span });
}
