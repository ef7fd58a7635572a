"use client";

import { Switch as Radix } from "radix-ui";

type SwitchProps = { id?: string; checked: boolean; onChange: (checked: boolean) => void };

export function Switch({ id, checked, onChange }: SwitchProps) {
  return (
    <Radix.Root
      id={id}
      checked={checked}
      onCheckedChange={onChange}
      className="relative h-5 w-9 shrink-0 rounded-full bg-idle transition-colors data-[state=checked]:bg-accent"
    >
      <Radix.Thumb className="block size-4 translate-x-0.5 rounded-full bg-white transition-transform data-[state=checked]:translate-x-[1.125rem]" />
    </Radix.Root>
  );
}
