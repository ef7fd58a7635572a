"use client";

import { useTranslations } from "next-intl";
import type { ApiScope } from "#contracts/api-key.ts";
import { FieldError } from "#ui/primitives/field.tsx";
import { scopeName } from "./scope-name.ts";

type ScopeChoiceProps = {
  label: string;
  options: readonly ApiScope[];
  chosen: readonly ApiScope[];
  onChange: (chosen: ApiScope[]) => void;
  error: string | undefined;
};

export function ScopeChoice({ label, options, chosen, onChange, error }: ScopeChoiceProps) {
  const t = useTranslations("team.keys");
  const toggle = (scope: ApiScope) =>
    onChange(chosen.includes(scope) ? chosen.filter((other) => other !== scope) : [...chosen, scope]);
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{label}</legend>
      <div className="divide-y rounded-md border border-line-strong">
        {options.map((scope) => {
          const name = scopeName(scope);
          return (
            <label key={scope} className="flex cursor-pointer items-start gap-3 px-3 py-2.5 hover:bg-hover">
              <input
                type="checkbox"
                checked={chosen.includes(scope)}
                onChange={() => toggle(scope)}
                aria-invalid={error !== undefined}
                aria-label={t(`scope.${name}`)}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0">
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <span className="text-sm font-medium">{t(`scope.${name}`)}</span>
                  <code className="font-mono text-[0.6875rem] text-ink-3">{scope}</code>
                </span>
                <span className="block text-xs text-pretty text-ink-2">{t(`scopeNote.${name}`)}</span>
              </span>
            </label>
          );
        })}
      </div>
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
