"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Controller, type UseFormReturn } from "react-hook-form";
import type { ChannelField } from "#contracts/channel.ts";
import { PasswordInput } from "#ui/auth/password-input.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import type { ChannelValues } from "./channel-values.ts";
import { useChannelLabel } from "./use-channel-label.ts";

/** A select cannot hold "". */
const UNSET = "unset";

type ChannelFieldInputProps = { form: UseFormReturn<ChannelValues>; field: ChannelField; saved: boolean };

/** One field of a channel's configuration, as its channel describes it. */
export function ChannelFieldInput({ form, field, saved }: ChannelFieldInputProps) {
  const t = useTranslations("channels.field");
  const hint = useHint(field, { saved, removed: form.watch("removed").includes(field.name) });
  const label = useChannelLabel()(field.label);
  const path = `config.${field.name}` as const;
  const removed = form.watch("removed").includes(field.name);
  const error = form.formState.errors.config?.[field.name]?.message;
  const toggleRemoved = () => {
    const others = form.getValues("removed").filter((name) => name !== field.name);
    form.setValue("removed", removed ? others : [...others, field.name], { shouldDirty: true });
  };
  return (
    <div className="flex flex-col gap-1.5">
      <Field
        label={field.optional === true ? t("optional", { label }) : label}
        error={error}
        {...(hint !== null && { hint })}
      >
        {(control) => {
          if (field.kind === "choice") return <Choice form={form} field={field} control={control} />;
          const Control = field.kind === "secret" ? PasswordInput : Input;
          return (
            <Control
              {...control}
              {...form.register(path)}
              placeholder={saved && !removed ? t("saved") : field.placeholder}
              inputMode={INPUT_MODES[field.kind]}
              autoComplete={field.kind === "secret" ? "new-password" : "off"}
              autoCapitalize="none"
              spellCheck={false}
            />
          );
        }}
      </Field>
      {saved && field.optional === true && (
        <Button size="sm" variant="ghost" className="self-start" onClick={toggleRemoved}>
          {t.rich(removed ? "keep" : "remove", {
            label,
            hidden: (text) => <span className="sr-only">{text}</span>,
          })}
        </Button>
      )}
    </div>
  );
}

const INPUT_MODES = {
  url: "url",
  number: "decimal",
  text: undefined,
  list: undefined,
  secret: undefined,
  choice: undefined,
} as const;

type ChoiceProps = Omit<ChannelFieldInputProps, "saved"> & {
  control: { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined };
};

function Choice({ form, field, control }: ChoiceProps) {
  const t = useTranslations("channels.field");
  const options = (field.choices ?? []).map((choice) => ({ value: choice, label: choice }));
  return (
    <Controller
      control={form.control}
      name={`config.${field.name}`}
      render={({ field: { value, onChange } }) => (
        <Select
          {...control}
          value={value === "" ? UNSET : value}
          onChange={(next) => onChange(next === UNSET ? "" : next)}
          options={[
            { value: UNSET, label: field.optional === true ? t("default") : t("choose") },
            ...options,
          ]}
        />
      )}
    />
  );
}

/** What the kind of channel says of its field is English. */
function useHint(field: ChannelField, { saved, removed }: { saved: boolean; removed: boolean }): ReactNode {
  const t = useTranslations("channels.field");
  if (!saved && field.help === undefined && field.kind !== "list") return null;
  return (
    <>
      {saved && `${removed ? t("willRemove") : t("leaveEmpty")} `}
      {field.help !== undefined && <span lang="en">{field.help} </span>}
      {field.kind === "list" && t("several")}
    </>
  );
}
