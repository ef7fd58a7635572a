"use client";

import { useId } from "react";
import { FieldError } from "#ui/primitives/field.tsx";
import { Switch } from "#ui/primitives/switch.tsx";

type SwitchRowProps = {
  label: string;
  note?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  error?: string | undefined;
};

export function SwitchRow({ label, note, checked, onChange, error }: SwitchRowProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between gap-4">
        <div className="min-w-0">
          <label htmlFor={id} className="text-[0.8125rem] font-medium">
            {label}
          </label>
          {note !== undefined && <p className="text-xs text-ink-3">{note}</p>}
        </div>
        <Switch id={id} checked={checked} onChange={onChange} />
      </div>
      {error !== undefined && <FieldError>{error}</FieldError>}
    </div>
  );
}
