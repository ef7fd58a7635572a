"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { Role } from "#contracts/role.ts";

type RoleChoiceProps = {
  label: string;
  roles: readonly Role[];
  value: Role;
  onChange: (role: Role) => void;
};

/** Every role with what it means, since the word alone says little. */
export function RoleChoice({ label, roles, value, onChange }: RoleChoiceProps) {
  const t = useTranslations("team");
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{label}</legend>
      <div className="divide-y rounded-md border border-line-strong">
        {roles.map((role) => (
          <label
            key={role}
            className="flex cursor-pointer items-start gap-3 px-3 py-2.5 hover:bg-hover has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name={name}
              value={role}
              checked={value === role}
              onChange={() => onChange(role)}
              aria-describedby={`${name}-${role}`}
              aria-label={t(`role.${role}`)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block text-sm font-medium">{t(`role.${role}`)}</span>
              <span id={`${name}-${role}`} className="block text-xs text-pretty text-ink-2">
                {t(`roleMeans.${role}`)}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
