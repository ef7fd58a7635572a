"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { toast } from "sonner";
import type { OnCallScheduleInput, Rotation } from "#contracts/escalation.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { ZoneField } from "#ui/forms/zone-field.tsx";
import { useNow } from "#ui/live/use-now.ts";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
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
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (input: OnCallScheduleInput) => {
    if (editedId === undefined) await client.onCall.create.mutate(input);
    else await client.onCall.update.mutate({ id: editedId, input });
    onDone();
    toast.success(editedId === undefined ? "Schedule added" : "Changes saved");
    void queryClient.invalidateQueries({ queryKey: trpc.onCall.pathKey() });
  };
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
        <RotationOrder
          turns={values.turns}
          channels={channels}
          onChange={(turns) => set({ turns })}
          error={problems["rotation.channelIds"]}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <WholeField
            label="Days per turn"
            value={values.days}
            onChange={(days) => set({ days })}
            error={problems["rotation.days"]}
          />
          <Field label="Handed over at" error={problems["rotation.handover"]}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={values.handover}
                onChange={(event) => set({ handover: event.target.value })}
              />
            )}
          </Field>
          <Field label="First turn begins on" error={problems["rotation.from"]}>
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
      <FormFoot
        submitLabel={editedId === undefined ? "Add schedule" : "Save changes"}
        busy={busy}
        onCancel={onCancel}
      />
    </form>
  );
}

function TurnPreview({ rotation, channels }: { rotation: Rotation; channels: readonly Named[] }) {
  const trpc = useTRPC();
  const nowMs = useNow();
  const asked = useDeferredValue(rotation);
  const { data } = useQuery(
    trpc.onCall.preview.queryOptions({ rotation: asked }, { placeholderData: (before) => before }),
  );
  return (
    <section aria-label="Next turns" className="flex flex-col gap-2 rounded-lg bg-sunken px-3.5 py-3">
      <h3 className="text-[0.8125rem] font-medium">Next turns, in your time</h3>
      {data === undefined ? (
        <Skeleton className="h-16" />
      ) : (
        <TurnList
          turns={data.slice(0, 6)}
          nameOf={(id) => channels.find((channel) => channel.id === id)?.name ?? "A deleted channel"}
          nowMs={nowMs}
        />
      )}
    </section>
  );
}
