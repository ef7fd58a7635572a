"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { THEMES } from "#status/theme-tokens.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { type AccentCheck, checkAccent, type LookValues } from "./look-values.ts";

type AccentFieldProps = {
  values: LookValues;
  onChange: (accent: string) => void;
  error: string | undefined;
};

/** A colour of one's own, and at once how it can be read on both sides of the theme. */
export function AccentField({ values, onChange, error }: AccentFieldProps) {
  const t = useTranslations("statusPages.look");
  const { accent, theme } = values;
  const own = THEMES[theme].light.accent;
  const checks = checkAccent(values) ?? [];
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("accent")} hint={t("accentHint")} error={error}>
        {(control) => (
          <div className="flex flex-wrap items-center gap-2">
            <input
              type="color"
              aria-label={t("accentPick")}
              value={/^#[0-9a-f]{6}$/i.test(accent) ? accent : own}
              onChange={(event) => onChange(event.target.value)}
              className="h-9 w-12 shrink-0 cursor-pointer rounded-md border border-line-strong bg-surface p-1"
            />
            <Input
              {...control}
              value={accent}
              onChange={(event) => onChange(event.target.value)}
              placeholder={own}
              autoComplete="off"
              spellCheck={false}
              className="w-32 font-mono text-[0.8125rem]"
            />
            {accent !== "" && (
              <Button variant="ghost" size="sm" onClick={() => onChange("")}>
                {t("accentOwn")}
              </Button>
            )}
          </div>
        )}
      </Field>
      <div role="status">
        <ul className="flex flex-col gap-1.5 empty:hidden">
          {checks.map((check) => (
            <AccentLine key={check.side} check={check} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function AccentLine({ check }: { check: AccentCheck }) {
  const t = useTranslations("statusPages.look");
  const format = useFormat();
  const { side, background, shown, isReadable } = check;
  const Icon = isReadable ? CircleCheck : TriangleAlert;
  const ratio = new Intl.NumberFormat(format.locale, { maximumFractionDigits: 1 }).format(check.ratio);
  return (
    <li className="flex items-start gap-2 text-xs text-ink-2">
      <span
        aria-hidden
        className="rounded border px-1.5 py-0.5 font-semibold"
        style={{ background, color: shown }}
      >
        Aa
      </span>
      <Icon
        aria-hidden
        className={isReadable ? "mt-1 size-3.5 shrink-0 text-up" : "mt-1 size-3.5 shrink-0 text-warn"}
      />
      <span className="mt-0.5 min-w-0">
        {t(`${isReadable ? "readable" : "replaced"}.${side}`, { ratio, colour: shown })}
      </span>
    </li>
  );
}
