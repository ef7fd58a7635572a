"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { STATUS_THEMES, type StatusLook } from "#contracts/status-page.ts";
import { type Palette, THEMES, type Theme } from "#status/theme-tokens.ts";
import { classNames } from "#ui/primitives/class-names.ts";

type ThemeChoiceProps = {
  value: StatusLook["theme"];
  mode: StatusLook["mode"];
  onChange: (theme: StatusLook["theme"]) => void;
};

export function ThemeChoice({ value, mode, onChange }: ThemeChoiceProps) {
  const t = useTranslations("statusPages.look");
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-[0.8125rem] font-medium">{t("theme")}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {STATUS_THEMES.map((theme) => (
          <label
            key={theme}
            className={classNames(
              "flex flex-col gap-2 rounded-lg border p-2 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent-text",
              theme === value ? "border-accent-text bg-accent-soft" : "hover:bg-hover",
            )}
          >
            <ThemePicture theme={THEMES[theme]} mode={mode} />
            <span className="flex items-center gap-2 px-0.5 text-[0.8125rem] font-medium">
              <input
                type="radio"
                name={name}
                checked={theme === value}
                onChange={() => onChange(theme)}
                className="size-4 accent-accent"
              />
              {t(`themes.${theme}`)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Its light and its dark side beside each other where visitors see either. */
function ThemePicture({ theme, mode }: { theme: Theme; mode: StatusLook["mode"] }) {
  const sides = mode === "system" ? [theme.light, theme.dark] : [theme[mode]];
  return (
    <span aria-hidden className="flex h-20 overflow-hidden rounded-md border">
      {sides.map((palette) => (
        <ThemeSide key={palette.bg} palette={palette} theme={theme} />
      ))}
    </span>
  );
}

const BARS = ["up", "up", "up", "warn", "up", "up", "up", "up"].map((state, at) => ({
  key: `${String(at)} ${state}`,
  fill: state === "up" ? "bg-up-fill" : "bg-warn-fill",
}));

function ThemeSide({ palette, theme }: { palette: Palette; theme: Theme }) {
  const { bg, surface, line, ink, ink2, accent } = palette;
  const borderRadius = `min(${theme.radius}, 8px)`;
  return (
    <span className="flex flex-1 flex-col gap-2 p-2.5" style={{ background: bg }}>
      <span className="flex items-center justify-between">
        <span className="text-sm leading-none font-bold" style={{ color: ink, fontFamily: theme.titleFont }}>
          Aa
        </span>
        <span className="h-2 w-4 rounded-full" style={{ background: accent }} />
      </span>
      <span
        className="flex flex-1 flex-col justify-center gap-1.5 border px-1.5"
        style={{ background: surface, borderColor: line, borderRadius }}
      >
        <span className="h-1 w-3/5 rounded-full opacity-70" style={{ background: ink2 }} />
        <span className="flex gap-px">
          {BARS.map(({ key, fill }) => (
            <span key={key} className={classNames("h-2.5 flex-1 rounded-[1px]", fill)} />
          ))}
        </span>
      </span>
    </span>
  );
}
