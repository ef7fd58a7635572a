"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { CheckList } from "#ui/forms/check-list.tsx";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { moveItem } from "#ui/forms/move-item.ts";
import { OrderButtons } from "#ui/forms/order-buttons.tsx";
import type { Problems } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useSaveRecord } from "#ui/forms/use-save-record.ts";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { Button } from "#ui/primitives/button.tsx";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { type EscalationValues, newStep, readEscalation, type StepValues } from "./escalation-values.ts";
import { StepWords } from "./step-words.tsx";

type Named = { id: string; name: string };
type EscalationFormProps = DraftHandlers & {
  initial: EscalationValues;
  editedId: string | undefined;
  channels: readonly Named[];
  schedules: readonly Named[];
};

export function EscalationForm({ initial, editedId, channels, schedules, ...handlers }: EscalationFormProps) {
  const { onDirty, onDone, onCancel } = handlers;
  const t = useTranslations("escalation");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const save = useSaveRecord({
    editedId,
    create: client.escalation.create.mutate,
    update: client.escalation.update.mutate,
    added: t("added"),
    shownBy: trpc.escalation.pathKey(),
    onDone,
  });
  const form = useContractForm({ initial, read: readEscalation, save, onDirty });
  const { values, set, problems } = form;
  const { steps } = values;
  const read = readEscalation({ ...values, name: "-" });

  return (
    <form {...form.formProps} className="flex min-h-0 flex-1 flex-col">
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
                onMove={(from, to) => set({ steps: moveItem(steps, from, to) })}
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
          {t("addStep")}
        </Button>
        <WholeField
          label={t("repeat")}
          value={values.repeat}
          onChange={(repeat) => set({ repeat })}
          error={problems.repeat}
          hint={t("repeatHint")}
        />
        {read.kind === "input" && (
          <section aria-label={t("inWords")} aria-live="polite" className="rounded-lg bg-sunken px-3.5 py-3">
            <h3 className="mb-1.5 text-[0.8125rem] font-medium">{t("inWordsAt")}</h3>
            <StepWords policy={read.input} names={namesOf(channels, schedules)} withExample />
          </section>
        )}
      </FormBody>
      <FormFoot
        submitLabel={t(editedId === undefined ? "add" : "save")}
        busy={form.busy}
        onCancel={onCancel}
      />
    </form>
  );
}

function namesOf(channels: readonly Named[], schedules: readonly Named[]) {
  const nameIn = (list: readonly Named[]) => (id: string) => list.find((one) => one.id === id)?.name;
  return { channel: nameIn(channels), schedule: nameIn(schedules) };
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
  const t = useTranslations("escalation");
  const { index, count } = place;
  const number = index + 1;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-lg border p-3.5">
      <legend className="sr-only">{t("step", { number })}</legend>
      <div className="flex items-center justify-between gap-2">
        <p aria-hidden className="text-[0.8125rem] font-semibold">
          {t("step", { number })}
        </p>
        <OrderButtons
          what={t("stepName", { number })}
          index={index}
          count={count}
          onMove={on.onMove}
          onRemove={on.onRemove}
          keepsLast
        />
      </div>
      <WholeField
        label={t(index === 0 ? "afterBegin" : "afterStep")}
        value={step.afterMin}
        onChange={(afterMin) => on.onChange({ afterMin })}
        error={problems[`steps.${index}.afterMin`]}
      />
      <CheckList
        label={t("channels")}
        options={choices.channels}
        chosen={step.channelIds}
        onChange={(channelIds) => on.onChange({ channelIds })}
        error={problems[`steps.${index}.channelIds`]}
        empty={t("noChannels")}
      />
      <CheckList
        label={t("onCallIn")}
        options={choices.schedules}
        chosen={step.scheduleIds}
        onChange={(scheduleIds) => on.onChange({ scheduleIds })}
        empty={t("noSchedules")}
      />
    </fieldset>
  );
}
