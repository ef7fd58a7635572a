"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "#ui/format/use-format.ts";
import { CheckList } from "#ui/forms/check-list.tsx";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { MonitorPicker } from "#ui/forms/monitor-picker.tsx";
import type { Problems } from "#ui/forms/read-with.ts";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useSaveRecord } from "#ui/forms/use-save-record.ts";
import { WeekdayToggles } from "#ui/forms/weekday-toggles.tsx";
import { ZoneField } from "#ui/forms/zone-field.tsx";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { allowanceOf, type ObjectiveValues, readObjective, WINDOWS } from "./objective-values.ts";

type Named = { id: string; name: string };
type ObjectiveFormProps = DraftHandlers & {
  initial: ObjectiveValues;
  editedId: string | undefined;
  channels: readonly Named[];
  people: readonly Named[];
};
type Part = { values: ObjectiveValues; set: (part: Partial<ObjectiveValues>) => void; problems: Problems };

const SCOPES = ["monitors", "tag"] as const;
const COUNTINGS = ["any_down", "average"] as const;
const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"];

export function ObjectiveForm({ initial, editedId, channels, people, ...handlers }: ObjectiveFormProps) {
  const { onDirty, onDone, onCancel } = handlers;
  const t = useTranslations("reports");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const save = useSaveRecord({
    editedId,
    create: client.objective.create.mutate,
    update: client.objective.update.mutate,
    added: t("added"),
    shownBy: trpc.objective.pathKey(),
    onDone,
  });
  const form = useContractForm({ initial, read: readObjective, save, onDirty });
  const { values, set, problems } = form;
  const part = { values, set, problems };
  return (
    <form {...form.formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <TextField
          label={t("name")}
          value={values.name}
          onChange={(name) => set({ name })}
          error={problems.name}
        />
        <ScopePart {...part} />
        <PromisePart {...part} />
        <HoursPart {...part} />
        <SwitchRow
          label={t("maintenance")}
          note={t("maintenanceNote")}
          checked={values.excludeMaintenance}
          onChange={(excludeMaintenance) => set({ excludeMaintenance })}
        />
        <SwitchRow
          label={t("burn")}
          note={t("burnNote")}
          checked={values.burnAlerts}
          onChange={(burnAlerts) => set({ burnAlerts })}
        />
        {values.burnAlerts && (
          <CheckList
            label={t("channels")}
            options={channels}
            chosen={values.channelIds}
            onChange={(channelIds) => set({ channelIds })}
            error={problems.channelIds}
            empty={t("channelsEmpty")}
          />
        )}
        <CheckList
          label={t("mailTo")}
          options={people}
          chosen={values.mailTo}
          onChange={(mailTo) => set({ mailTo })}
          error={problems.mailTo}
          empty={t("mailEmpty")}
        />
      </FormBody>
      <FormFoot
        submitLabel={t(editedId === undefined ? "add" : "save")}
        busy={form.busy}
        onCancel={onCancel}
      />
    </form>
  );
}

function ScopePart({ values, set, problems }: Part) {
  const t = useTranslations("reports");
  return (
    <>
      <Choice
        label={t("scope")}
        value={values.scope}
        onChange={(scope) => set({ scope })}
        options={SCOPES.map((scope) => ({ value: scope, label: t(`scopes.${scope}`) }))}
      />
      {values.scope === "monitors" ? (
        <MonitorPicker
          label={t("monitors")}
          chosen={values.monitorIds}
          onChange={(monitorIds) => set({ monitorIds })}
          error={problems["scope.monitorIds"]}
        />
      ) : (
        <TagInput
          label={t("tag")}
          value={values.tags}
          onChange={(tags) => set({ tags: tags.slice(-1) })}
          error={problems["scope.tag"]}
        />
      )}
      <Choice
        label={t("counting")}
        value={values.counting}
        onChange={(counting) => set({ counting })}
        options={COUNTINGS.map((counting) => ({ value: counting, label: t(`countings.${counting}`) }))}
      />
    </>
  );
}

function PromisePart({ values, set, problems }: Part) {
  const t = useTranslations("reports");
  const format = useFormat();
  const allowanceMs = allowanceOf(values);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t("target")}
          value={values.target}
          onChange={(target) => set({ target })}
          error={problems.targetPercent}
          hint={t("targetHint")}
        />
        <Choice
          label={t("window")}
          value={values.window}
          onChange={(window) => set({ window })}
          options={WINDOWS.map((window) => ({ value: window, label: t(`windows.${window}`) }))}
        />
      </div>
      {allowanceMs !== null && (
        <p aria-live="polite" className="rounded-lg bg-sunken px-3.5 py-3 text-[0.8125rem]">
          {t("words", {
            percent: values.target.trim(),
            budget: format.duration(allowanceMs),
            window: t(`windows.${values.window}`),
          })}
        </p>
      )}
      <ZoneField value={values.zone} onChange={(zone) => set({ zone })} error={problems.zone} />
    </>
  );
}

function HoursPart({ values, set, problems }: Part) {
  const t = useTranslations("reports");
  return (
    <>
      <SwitchRow
        label={t("hoursOn")}
        note={t("hoursOnNote")}
        checked={values.hasHours}
        onChange={(hasHours) => set({ hasHours })}
      />
      {values.hasHours && (
        <>
          <WeekdayToggles
            label={t("days")}
            codes={WEEKDAYS}
            value={values.days}
            onChange={(days) => set({ days })}
            error={problems["hours.days"]}
          />
          <div className="grid grid-cols-2 gap-4">
            <TextField
              label={t("from")}
              type="time"
              value={values.from}
              onChange={(from) => set({ from })}
              error={problems["hours.from"]}
            />
            <TextField
              label={t("to")}
              type="time"
              value={values.to}
              onChange={(to) => set({ to })}
              error={problems["hours.to"]}
            />
          </div>
        </>
      )}
    </>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
};

function Choice<Value extends string>({ label, value, onChange, options }: ChoiceProps<Value>) {
  return (
    <Field label={label} error={undefined}>
      {(control) => <Select {...control} value={value} onChange={onChange} options={[...options]} />}
    </Field>
  );
}

type TextFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  hint?: string;
  type?: "text" | "time";
};

export function TextField({ label, value, onChange, error, hint, type = "text" }: TextFieldProps) {
  return (
    <Field label={label} error={error} {...(hint !== undefined && { hint })}>
      {(control) => (
        <Input
          {...control}
          type={type}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
