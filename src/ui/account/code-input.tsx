"use client";

import type { ComponentProps } from "react";
import { Input } from "#ui/primitives/input.tsx";

type CodeInputProps = Omit<ComponentProps<"input">, "onChange"> & { onChange: (code: string) => void };

/** Six digits from an authenticator; phones offer the one they just got. */
export function CodeInput({ onChange, ...props }: CodeInputProps) {
  return (
    <Input
      {...props}
      onChange={(event) => onChange(event.target.value)}
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      maxLength={9}
      placeholder="000000"
      className="font-mono text-base tracking-[0.3em]"
    />
  );
}
