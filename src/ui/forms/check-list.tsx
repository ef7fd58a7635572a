"use client";

import { FieldError } from "#ui/primitives/field.tsx";

type CheckListProps = {
  label: string;
  options: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error?: string | undefined;
  /** Where there is nothing to choose from. */
  empty: string;
};

/** A few things to tick. */
export function CheckList({ label, options, chosen, onChange, error, empty }: CheckListProps) {
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{label}</legend>
      {options.length === 0 && <p className="text-xs text-ink-3">{empty}</p>}
      <div className="max-h-44 overflow-y-auto rounded-md border empty:hidden">
        {options.map(({ id, name }) => (
          <label key={id} className="flex items-center gap-2.5 px-3 py-2 text-[0.8125rem] hover:bg-hover">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={() => toggle(id)}
              aria-invalid={error !== undefined}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 break-words">{name}</span>
          </label>
        ))}
      </div>
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
