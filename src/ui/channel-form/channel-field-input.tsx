"use client";

import { Controller, type UseFormReturn } from "react-hook-form";
import type { ChannelField } from "#contracts/channel.ts";
import { PasswordInput } from "#ui/auth/password-input.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import type { ChannelValues } from "./channel-values.ts";

/** A select cannot hold "". */
const UNSET = "unset";

type ChannelFieldInputProps = { form: UseFormReturn<ChannelValues>; field: ChannelField; saved: boolean };

/** One field of a channel's configuration, as its channel describes it. */
export function ChannelFieldInput({ form, field, saved }: ChannelFieldInputProps) {
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
        label={field.optional === true ? `${field.label} (optional)` : field.label}
        error={error}
        {...hintOf(field, { saved, removed })}
      >
        {(control) => {
          if (field.kind === "choice") return <Choice form={form} field={field} control={control} />;
          const Control = field.kind === "secret" ? PasswordInput : Input;
          return (
            <Control
              {...control}
              {...form.register(path)}
              placeholder={saved && !removed ? "Saved" : field.placeholder}
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
          {removed ? "Keep the saved value" : "Remove the saved value"}
          <span className="sr-only">: {field.label}</span>
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
          options={[{ value: UNSET, label: field.optional === true ? "Default" : "Choose…" }, ...options]}
        />
      )}
    />
  );
}

function hintOf(field: ChannelField, { saved, removed }: { saved: boolean; removed: boolean }) {
  const keep = removed ? "Will be removed when you save." : "Saved; leave empty to keep.";
  const many = field.kind === "list" ? "Separate several with commas." : null;
  const hint = [saved ? keep : null, field.help ?? null, many].filter((part) => part !== null).join(" ");
  return hint === "" ? {} : { hint };
}
