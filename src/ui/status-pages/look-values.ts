import { StatusLook } from "#contracts/status-page.ts";
import { contrastRatio, correctContrast } from "#domain/status/contrast.ts";
import { THEMES } from "#status/theme-tokens.ts";
import { type Read, readWith } from "#ui/forms/read-with.ts";

/** As typed: empty where the contract has null. */
export type LookValues = Omit<StatusLook, "accent" | "homeUrl" | "supportUrl"> & {
  accent: string;
  homeUrl: string;
  supportUrl: string;
};

export function valuesOfLook(look: StatusLook): LookValues {
  const { accent, homeUrl, supportUrl } = look;
  return { ...look, accent: accent ?? "", homeUrl: homeUrl ?? "", supportUrl: supportUrl ?? "" };
}

export function readLook({ accent, homeUrl, supportUrl, ...look }: LookValues): Read<StatusLook> {
  const orNull = (text: string) => (text.trim() === "" ? null : text.trim());
  return readWith(StatusLook, {
    ...look,
    accent: orNull(accent)?.toLowerCase() ?? null,
    homeUrl: orNull(homeUrl),
    supportUrl: orNull(supportUrl),
  });
}

export type AccentCheck = {
  side: "light" | "dark";
  background: string;
  ratio: number;
  /** What visitors see: the colour itself where it can be read. */
  shown: string;
  isReadable: boolean;
};

const READABLE = 4.5;

/** How the accent does on the theme's grounds; null while it is no colour. */
export function checkAccent({ theme, mode, accent }: Pick<LookValues, "theme" | "mode" | "accent">) {
  if (!/^#[0-9a-f]{6}$/i.test(accent)) return null;
  const sides = mode === "system" ? (["light", "dark"] as const) : [mode];
  return sides.map((side): AccentCheck => {
    const { bg, surface } = THEMES[theme][side];
    const ratio = Math.min(contrastRatio(accent, bg), contrastRatio(accent, surface));
    const shown = correctContrast(correctContrast(accent, bg), surface);
    return { side, background: surface, ratio, shown, isReadable: ratio >= READABLE };
  });
}
