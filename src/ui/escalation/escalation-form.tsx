"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { toast } from "sonner";
import type { EscalationPolicyInput } from "#contracts/escalation.ts";
import { CheckList } from "#ui/forms/check-list.tsx";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import type { Problems } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { Button } from "#ui/primitives/button.tsx";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { type EscalationValues, newStep, readEscalation, type StepValues } from "./escalation-values.ts";

type Named = { id: string; name: string };
type EscalationFormProps = DraftHandlers & {
  initial: EscalationValues;
  editedId: string | undefined;
  channels: readonly Named[];
  schedules: readonly Named[];
};

export function EscalationForm({ initial, editedId, channels, schedules, ...handlers }: EscalationFormProps) {
  const { onDirty, onDone, onCancel } = handlers;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (input: EscalationPolicyInput) => {
    if (editedId === undefined) await client.escalation.create.mutate(input);
    else await client.escalation.update.mutate({ id: editedId, input });
    onDone();
    toast.success(editedId === undefined ? "Escalation policy added" : "Changes saved");
    void queryClient.invalidateQueries({ queryKey: trpc.escalation.pathKey() });
  };
  const form = useContractForm({ initial, read: readEscalation, save, onDirty });
  const { values, set, problems } = form;
  const { steps } = values;
  const move = (from: number, to: number) => {
    const moved = [...steps];
    moved.splice(to, 0, ...moved.splice(from, 1));
    set({ steps: moved });
  };

  return (
    <form {...form.formProps} className="flex min-h-0 flex-1 flex-col">
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
        <ol className="flex flex-col gap-4">
          {steps.map((step, index) => (
            <li key={step.key}>
              <StepFields
                step={step}
                place={{ index, count: steps.length }}
                choices={{ channels, schedules }}
                problems={problems}
                onChange={(part) =>
                  set({
                    steps: steps.map((other) => (other.key === step.key ? { ...other, ...part } : other)),
                  })
                }
                onMove={move}
                onRemove={() => set({ steps: steps.filter(({ key }) => key !== step.key) })}
              />
            </li>
          ))}
        </ol>
        {problems.steps !== undefined && <FieldError>{problems.steps}</FieldError>}
        <Button
          size="sm"
          className="self-start"
          onClick={() => set({ steps: [...steps, newStep(steps, "15")] })}
        >
          <Plus aria-hidden className="size-3.5" />
          Add step
        </Button>
        <WholeField
          label="Repeat"
          value={values.repeat}
          onChange={(repeat) => set({ repeat })}
          error={problems.repeat}
          hint="How often all steps begin again after the last one. 0: not at all."
        />
      </FormBody>
      <FormFoot
        submitLabel={editedId === undefined ? "Add policy" : "Save changes"}
        busy={form.busy}
        onCancel={onCancel}
      />
    </form>
  );
}

type StepFieldsProps = {
  step: StepValues;
  place: { index: number; count: number };
  choices: { channels: readonly Named[]; schedules: readonly Named[] };
  problems: Problems;
  onChange: (part: Partial<StepValues>) => void;
  onMove: (from: number, to: number) => void;
  onRemove: () => void;
};

function StepFields({ step, place, choices, problems, ...on }: StepFieldsProps) {
  const { index, count } = place;
  const number = index + 1;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-lg border p-3.5">
      <legend className="sr-only">Step {number}</legend>
      <div className="flex items-center justify-between gap-2">
        <p aria-hidden className="text-[0.8125rem] font-semibold">
          Step {number}
        </p>
        <div className="flex">
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Move step ${number} up`}
            disabled={index === 0}
            onClick={() => on.onMove(index, index - 1)}
          >
            <ArrowUp aria-hidden className="size-4" />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Move step ${number} down`}
            disabled={number === count}
            onClick={() => on.onMove(index, index + 1)}
          >
            <ArrowDown aria-hidden className="size-4" />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove step ${number}`}
            disabled={count === 1}
            onClick={on.onRemove}
          >
            <Trash2 aria-hidden className="size-4" />
          </Button>
        </div>
      </div>
      <WholeField
        label={index === 0 ? "Minutes after the incident began" : "Minutes after the step before"}
        value={step.afterMin}
        onChange={(afterMin) => on.onChange({ afterMin })}
        error={problems[`steps.${index}.afterMin`]}
      />
      <CheckList
        label="Tell these channels"
        options={choices.channels}
        chosen={step.channelIds}
        onChange={(channelIds) => on.onChange({ channelIds })}
        error={problems[`steps.${index}.channelIds`]}
        empty="There are no channels yet. Add one under Channels."
      />
      <CheckList
        label="And who is on call in"
        options={choices.schedules}
        chosen={step.scheduleIds}
        onChange={(scheduleIds) => on.onChange({ scheduleIds })}
        empty="There are no schedules yet. Add one under On call."
      />
    </fieldset>
  );
}
