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

const BARS = ["first", "second", "third", "fourth", "fifth", "sixth"];

function ThemeSide({ palette, theme }: { palette: Palette; theme: Theme }) {
  const { bg, surface, line, ink, accent } = palette;
  const borderRadius = `min(${theme.radius}, 8px)`;
  return (
    <span className="flex flex-1 flex-col gap-1.5 p-2" style={{ background: bg }}>
      <span className="flex items-center justify-between">
        <span className="text-sm leading-none font-bold" style={{ color: ink, fontFamily: theme.titleFont }}>
          Aa
        </span>
        <span className="size-2.5 rounded-full" style={{ background: accent }} />
      </span>
      <span
        className="flex flex-1 items-end gap-0.5 border p-1"
        style={{ background: surface, borderColor: line, borderRadius }}
      >
        {BARS.map((bar) => (
          <span key={bar} className="h-full flex-1 bg-up-fill" style={{ borderRadius: "1px" }} />
        ))}
      </span>
    </span>
  );
}
