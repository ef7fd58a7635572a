"use client";

import { Switch as Radix } from "radix-ui";

type SwitchProps = {
  id?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
};

export function Switch({ id, checked, disabled = false, onChange }: SwitchProps) {
  return (
    <Radix.Root
      id={id}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      className="relative h-5 w-9 shrink-0 rounded-full border border-ink-3 bg-surface transition-colors disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    >
      <Radix.Thumb className="block size-3 translate-x-[0.1875rem] rounded-full bg-ink-3 transition-transform data-[state=checked]:translate-x-[1.1875rem] data-[state=checked]:bg-white" />
    </Radix.Root>
  );
}
