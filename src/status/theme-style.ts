import type { StatusLook } from "#contracts/status-page.ts";
import { correctContrast, inkOn } from "#domain/status/contrast.ts";
import { BASE_STYLE } from "./base-style.ts";
import { type Palette, THEMES } from "./theme-tokens.ts";

/** Text, filling and soft ground of each state, readable on every theme's surface. */
const STATES = {
  light: {
    ok: "#12733a #2ea55f #e4f5ea",
    bad: "#b3191f #dc3238 #fdeaea",
    part: "#a53f06 #ea6c1d #fdefe3",
    warn: "#7d4a00 #e0a11c #fcf2da",
    work: "#1a59ad #4689dd #e6f0fc",
    idle: "#55555f #a5a5b1 #eeeef1",
  },
  dark: {
    ok: "#62d691 #34a866 #11281b",
    bad: "#ff908b #e5484d #35171a",
    part: "#ffa96b #e8701f #331d0f",
    warn: "#f2bf5f #dfa02b #2f2310",
    work: "#86bbff #3f83d8 #13233a",
    idle: "#ababb6 #60606b #232329",
  },
} as const;

/** The whole style of a page: only values of the theme and a checked colour go in, never a text of somebody. */
export function styleOf({ theme, mode, accent }: StatusLook): string {
  const { light, dark, font, titleFont, radius } = THEMES[theme];
  const lightTokens = `color-scheme:light;--logo:block;--logo-dark:none;${paletteOf(light, accent)}${statesOf("light")}`;
  const darkTokens = `color-scheme:dark;--logo:none;--logo-dark:block;${paletteOf(dark, accent)}${statesOf("dark")}`;
  const shape = `--font:${font};--title:${titleFont};--r:${radius}`;
  const first = mode === "dark" ? darkTokens : lightTokens;
  return [
    `:root{${first}${shape}}`,
    mode === "system" ? `@media (prefers-color-scheme:dark){:root{${darkTokens}}}` : "",
    `:root[data-mode=dark]{${darkTokens}}:root[data-mode=light]{${lightTokens}}`,
    BASE_STYLE,
  ].join("");
}

function paletteOf(palette: Palette, wanted: string | null): string {
  const isHex = wanted !== null && /^#[0-9a-f]{6}$/i.test(wanted);
  // Links stand on the page's ground and on cards; the weaker of the two decides.
  const onGround = correctContrast(isHex ? wanted : palette.accent, palette.bg);
  const accent = correctContrast(onGround, palette.surface);
  const { bg, surface, sunken, line, ink, ink2 } = palette;
  return `--bg:${bg};--surface:${surface};--sunken:${sunken};--line:${line};--ink:${ink};--ink2:${ink2};--accent:${accent};--on-accent:${inkOn(accent)};`;
}

function statesOf(side: "light" | "dark"): string {
  return Object.entries(STATES[side])
    .map(([name, colours]) => {
      const [text, fill, soft] = colours.split(" ");
      return `--${name}:${text};--${name}-f:${fill};--${name}-s:${soft};`;
    })
    .join("");
}
