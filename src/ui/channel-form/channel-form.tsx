"use client";

import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Controller, type UseFormReturn, useForm } from "react-hook-form";
import type { ChannelKindView, ChannelView } from "#contracts/channel.ts";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { Button } from "#ui/primitives/button.tsx";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { ChannelFieldInput } from "./channel-field-input.tsx";
import { type ChannelValues, configInputOf, NO_FALLBACK } from "./channel-values.ts";
import { NotifyThisBrowser } from "./notify-this-browser.tsx";
import { QuietHoursFields } from "./quiet-hours-fields.tsx";
import { TellsOwnersField } from "./tells-owners-field.tsx";
import { TestResult } from "./test-result.tsx";
import { useSaveChannel, useTestChannelForm } from "./use-channel-form.ts";

type ChannelFormProps = DraftHandlers & {
  kind: ChannelKindView;
  initial: ChannelValues;
  edited: ChannelView | undefined;
  others: readonly ChannelView[];
  /** Back to the choice of kinds, with what was typed; absent while editing. */
  onBack?: (values: ChannelValues) => void;
};

export function ChannelForm({ kind, initial, edited, others, onBack, ...handlers }: ChannelFormProps) {
  const t = useTranslations("channels");
  const common = useTranslations("common");
  const { onDirty, onDone, onCancel } = handlers;
  const form = useForm<ChannelValues>({ defaultValues: initial });
  const about = { kind, editedId: edited?.id };
  const save = useSaveChannel(form, about, onDone);
  const { tested, testing, test } = useTestChannelForm(form, about);
  const { errors, isSubmitting, isDirty } = form.formState;
  useEffect(() => {
    if (isDirty) onDirty(true);
    else if (edited !== undefined) onDirty(false);
  }, [isDirty, edited, onDirty]);
  const [config, removed] = form.watch(["config", "removed"]);
  const typed = JSON.stringify(configInputOf({ config, removed }, kind.fields));

  return (
    <form onSubmit={form.handleSubmit(save)} noValidate className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-5">
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <h3 lang="en" className="text-sm font-semibold">
              {kind.label}
            </h3>
            <p lang="en" className="text-xs text-pretty text-ink-3">
              {kind.help}
            </p>
          </div>
          {onBack !== undefined && (
            <Button size="sm" onClick={() => onBack(form.getValues())}>
              {t("changeKind")}
            </Button>
          )}
        </div>
        {errors.root?.message !== undefined && <FieldError>{errors.root.message}</FieldError>}
        <Field label={t("name")} error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register("name")} autoComplete="off" />}
        </Field>
        {kind.kind === "web-push" && <NotifyThisBrowser form={form} />}
        {kind.fields.map((field) => (
          <ChannelFieldInput
            key={field.name}
            form={form}
            field={field}
            saved={edited?.secretsSet.includes(field.name) ?? false}
          />
        ))}
        <div role="status" className="empty:hidden">
          {tested !== null && <TestResult result={tested.result} outdated={tested.config !== typed} />}
        </div>
        <SettingFields form={form} others={others} />
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3.5">
        <Button className="mr-auto max-sm:w-full" onClick={() => void test()} busy={testing}>
          {!testing && <Send aria-hidden className="size-4" />}
          {t("test")}
        </Button>
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {edited === undefined ? t("add") : t("save")}
        </Button>
      </footer>
    </form>
  );
}

type SettingFieldsProps = { form: UseFormReturn<ChannelValues>; others: readonly ChannelView[] };

/** For whom the channel is, and who stands in for it. */
function SettingFields({ form, others }: SettingFieldsProps) {
  const t = useTranslations("channels");
  const options = others.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="flex flex-col gap-4 border-t pt-5">
      <SettingSwitch form={form} name="isDefault" label={t("isDefault")} note={t("isDefaultNote")} />
      <SettingSwitch form={form} name="allMonitors" label={t("allMonitors")} note={t("allMonitorsNote")} />
      {others.length > 0 && (
        <Field label={t("standIn")} error={form.formState.errors.fallback?.message} hint={t("standInHint")}>
          {(control) => (
            <Controller
              control={form.control}
              name="fallback"
              render={({ field }) => (
                <Select
                  {...control}
                  value={field.value}
                  onChange={field.onChange}
                  options={[{ value: NO_FALLBACK, label: t("noStandIn") }, ...options]}
                />
              )}
            />
          )}
        </Field>
      )}
      <QuietHoursFields form={form} />
      <TellsOwnersField form={form} />
    </div>
  );
}

type SettingSwitchProps = {
  form: UseFormReturn<ChannelValues>;
  name: "isDefault" | "allMonitors";
  label: string;
  note: string;
};

function SettingSwitch({ form, name, label, note }: SettingSwitchProps) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <SwitchRow label={label} note={note} checked={field.value} onChange={field.onChange} />
      )}
    />
  );
}
