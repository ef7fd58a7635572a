"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
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
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

type About = { scheduleId: string; channels: readonly ChannelView[] };
type OverrideDialogProps = About & { open: boolean; onOpenChange: (open: boolean) => void };
type Values = { channelId: string; from: string; to: string };

export function OverrideDialog({ open, onOpenChange, ...about }: OverrideDialogProps) {
  const t = useTranslations("onCall");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("addOverride")}
      description={t("overrideNote")}
      unsaved={t("overrideUnsaved")}
    >
      {(handlers) => <OverrideForm {...about} {...handlers} />}
    </DraftDialog>
  );
}

function OverrideForm({ scheduleId, channels, onDirty, onDone, onCancel }: About & DraftHandlers) {
  const t = useTranslations("onCall");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (input: OnCallOverrideInput) => {
    await client.onCall.addOverride.mutate(input);
    onDone();
    toast.success(t("overrideAdded"));
    void queryClient.invalidateQueries({ queryKey: trpc.onCall.pathKey() });
  };
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: firstValues(channels),
    read: (typed: Values) => readOverride({ scheduleId, t }, typed),
    save,
    onDirty,
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Field label={t("instead")} error={problems.channelId}>
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
            label={t("overrideFrom")}
            value={values.from}
            onChange={(from) => set({ from })}
            error={problems.startsAt}
            hint={t("inYourTime")}
          />
          <MomentField
            label={t("overrideUntil")}
            value={values.to}
            onChange={(to) => set({ to })}
            error={problems.endsAt}
          />
        </div>
      </FormBody>
      <FormFoot submitLabel={t("addOverride")} busy={busy} onCancel={onCancel} />
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

type Overridden = { scheduleId: string; t: ReturnType<typeof useTranslations<"onCall">> };

function readOverride(
  { scheduleId, t }: Overridden,
  { channelId, from, to }: Values,
): Read<OnCallOverrideInput> {
  if (from === "") return { kind: "problems", problems: { startsAt: t("sayFrom") } };
  if (to === "") return { kind: "problems", problems: { endsAt: t("sayUntil") } };
  const span = { startsAt: fromLocalText(from), endsAt: fromLocalText(to) };
  return readWith(OnCallOverrideInput, { scheduleId, channelId, ...span });
}
