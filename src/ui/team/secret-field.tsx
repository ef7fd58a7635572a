"use client";

import { CopyButton } from "#ui/account/copy-button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";

/** Something that is shown once: to be copied, by button or by hand. */
export function SecretField({ label, copyLabel, text }: { label: string; copyLabel: string; text: string }) {
  return (
    <Field label={label} error={undefined}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            value={text}
            readOnly
            onFocus={(event) => event.target.select()}
            className="min-w-0 flex-1 font-mono text-[0.8125rem]"
          />
          <CopyButton text={text} label={copyLabel} />
        </div>
      )}
    </Field>
  );
}
