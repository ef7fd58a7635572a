"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import type { Rotation } from "#contracts/escalation.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useSaveRecord } from "#ui/forms/use-save-record.ts";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { ZoneField } from "#ui/forms/zone-field.tsx";
import { useNow } from "#ui/live/use-now.ts";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { HandoverWords } from "./handover-words.tsx";
import { RotationOrder } from "./rotation-order.tsx";
import { readRotation, readSchedule, type ScheduleValues } from "./schedule-values.ts";
import { TurnList } from "./turn-list.tsx";

type Named = { id: string; name: string };
type ScheduleFormProps = DraftHandlers & {
  initial: ScheduleValues;
  editedId: string | undefined;
  channels: readonly Named[];
};

export function ScheduleForm({ initial, editedId, channels, ...handlers }: ScheduleFormProps) {
  const { onDirty, onDone, onCancel } = handlers;
  const t = useTranslations("onCall");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const save = useSaveRecord({
    editedId,
    create: client.onCall.create.mutate,
    update: client.onCall.update.mutate,
    added: t("added"),
    shownBy: trpc.onCall.pathKey(),
    onDone,
  });
  const { values, set, problems, busy, formProps } = useContractForm({
    initial,
    read: readSchedule,
    save,
    onDirty,
  });
  const rotation = readRotation(values);
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
        <RotationOrder
          turns={values.turns}
          channels={channels}
          onChange={(turns) => set({ turns })}
          error={problems["rotation.channelIds"]}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <WholeField
            label={t("days")}
            value={values.days}
            onChange={(days) => set({ days })}
            error={problems["rotation.days"]}
          />
          <Field label={t("handedOver")} error={problems["rotation.handover"]}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={values.handover}
                onChange={(event) => set({ handover: event.target.value })}
              />
            )}
          </Field>
          <Field label={t("from")} error={problems["rotation.from"]}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={values.from}
                onChange={(event) => set({ from: event.target.value })}
              />
            )}
          </Field>
          <ZoneField
            value={values.zone}
            onChange={(zone) => set({ zone })}
            error={problems["rotation.zone"]}
          />
        </div>
        {rotation !== null && <TurnPreview rotation={rotation} channels={channels} />}
      </FormBody>
      <FormFoot submitLabel={t(editedId === undefined ? "add" : "save")} busy={busy} onCancel={onCancel} />
    </form>
  );
}

function TurnPreview({ rotation, channels }: { rotation: Rotation; channels: readonly Named[] }) {
  const t = useTranslations("onCall");
  const trpc = useTRPC();
  const nowMs = useNow();
  const asked = useDeferredValue(rotation);
  const { data } = useQuery(
    trpc.onCall.preview.queryOptions({ rotation: asked }, { placeholderData: (before) => before }),
  );
  return (
    <section aria-label={t("next")} className="flex flex-col gap-2 rounded-lg bg-sunken px-3.5 py-3">
      <h3 className="text-[0.8125rem] font-medium">{t("next")}</h3>
      {data === undefined ? (
        <Skeleton className="h-16" />
      ) : (
        <>
          <p className="text-xs text-ink-2">
            <HandoverWords rotation={asked} turns={data} />
          </p>
          <TurnList
            turns={data.slice(0, 6)}
            zone={asked.zone}
            nameOf={(id) => channels.find((channel) => channel.id === id)?.name ?? t("deletedChannel")}
            nowMs={nowMs}
          />
        </>
      )}
    </section>
  );
}
