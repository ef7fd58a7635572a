"use client";

import type { ClipboardEvent, ReactNode } from "react";
import { classNames } from "#ui/primitives/class-names.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input, Textarea } from "#ui/primitives/input.tsx";
import { useCheckField } from "../check-fields-context.ts";

type TextFieldProps = {
  name: string;
  label: string;
  hint?: ReactNode;
  placeholder?: string;
  /** Addresses, code and what is sent over a wire. */
  mono?: boolean;
  onPaste?: (event: ClipboardEvent<HTMLInputElement>) => void;
  onBlur?: () => void;
};

export function TextField({ name, label, hint, mono = false, ...input }: TextFieldProps) {
  const { dotted, text, error, set } = useCheckField(name);
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <Input
          {...control}
          {...input}
          name={dotted}
          value={text}
          onChange={(event) => set(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          className={mono ? "font-mono text-[0.8125rem]" : undefined}
        />
      )}
    </Field>
  );
}

type NumberFieldProps = {
  name: string;
  label: string;
  hint?: ReactNode;
  placeholder?: string;
  /** Such as "days", after the number. */
  unit?: string;
};

export function NumberField({ name, label, hint, placeholder, unit }: NumberFieldProps) {
  const { dotted, text, error, set } = useCheckField(name);
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <span className="relative block">
          <Input
            {...control}
            name={dotted}
            value={text}
            onChange={(event) => set(event.target.value)}
            placeholder={placeholder}
            inputMode="numeric"
            autoComplete="off"
            className={classNames("tabular-nums", unit !== undefined && "pr-18")}
          />
          {unit !== undefined && (
            <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-xs text-ink-3">
              {unit}
            </span>
          )}
        </span>
      )}
    </Field>
  );
}

type AreaFieldProps = Pick<TextFieldProps, "name" | "label" | "hint" | "placeholder"> & { tall?: boolean };

/** Several lines. */
export function AreaField({ name, label, hint, placeholder, tall = false }: AreaFieldProps) {
  const { dotted, text, error, set } = useCheckField(name);
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <Textarea
          {...control}
          name={dotted}
          value={text}
          onChange={(event) => set(event.target.value)}
          placeholder={placeholder}
          spellCheck={false}
          className={classNames("font-mono text-xs", tall ? "min-h-64" : "min-h-20")}
        />
      )}
    </Field>
  );
}
