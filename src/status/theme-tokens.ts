import type { STATUS_THEMES } from "#contracts/status-page.ts";

type StatusTheme = (typeof STATUS_THEMES)[number];

/** Colours of one side (light or dark); `accent` is the theme's own, which a page may replace. */
export type Palette = {
  bg: string;
  surface: string;
  sunken: string;
  line: string;
  ink: string;
  ink2: string;
  accent: string;
};

export type Theme = { light: Palette; dark: Palette; font: string; titleFont: string; radius: string };

const SANS = `ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue","Nirmala UI","Noto Sans Devanagari",sans-serif`;
const SERIF = `ui-serif,"Iowan Old Style","Palatino Linotype",Palatino,Georgia,"Noto Serif Devanagari",serif`;
const MONO = `ui-monospace,"SF Mono","Cascadia Code",Menlo,Consolas,"DejaVu Sans Mono",monospace`;
const ROUND = `ui-rounded,"Hiragino Maru Gothic ProN",Nunito,${SANS}`;

export const THEMES: Readonly<Record<StatusTheme, Theme>> = {
  clear: {
    light: side("#fafafb #ffffff #f3f3f6 #e4e4ea #17171b #55555f #4039c4"),
    dark: side("#0c0c0f #141418 #1c1c22 #2a2a32 #f3f3f5 #aaaab5 #aeb0ff"),
    font: SANS,
    titleFont: SANS,
    radius: "12px",
  },
  paper: {
    light: side("#f8f4ec #fffdf8 #f1eadd #e0d7c5 #2a2419 #665b48 #7a3e1d"),
    dark: side("#191612 #211d18 #2b261f #3b342a #f2ebdd #b9ad98 #e7ae86"),
    font: SERIF,
    titleFont: SERIF,
    radius: "4px",
  },
  ink: {
    light: side("#ffffff #ffffff #f2f2f2 #c9c9c9 #000000 #4a4a4a #000000"),
    dark: side("#000000 #000000 #141414 #3d3d3d #ffffff #b4b4b4 #ffffff"),
    font: SANS,
    titleFont: MONO,
    radius: "0",
  },
  sky: {
    light: side("#eef5fc #ffffff #e6f0fa #cfe0f1 #10233a #46607d #0b62b8"),
    dark: side("#0a1420 #101d2d #16273b #243a54 #ebf3fc #a1b6cd #7cc0ff"),
    font: ROUND,
    titleFont: ROUND,
    radius: "18px",
  },
  moss: {
    light: side("#f2f5ef #fcfdfb #e8eee3 #d3dccb #1c261a #51604b #2f6b2f"),
    dark: side("#0f1410 #161d17 #1f2820 #2f3b30 #edf3ea #a8b7a4 #93d08b"),
    font: SANS,
    titleFont: SANS,
    radius: "10px",
  },
  ember: {
    light: side("#fbf5f2 #fffdfc #f5e9e3 #ead6cc #2b1812 #6f5248 #b03a0c"),
    dark: side("#150e0c #1e1512 #291d19 #402c25 #fbefe9 #c5aaa0 #ff9d70"),
    font: SANS,
    titleFont: SERIF,
    radius: "14px",
  },
};

function side(colours: string): Palette {
  const [bg = "", surface = "", sunken = "", line = "", ink = "", ink2 = "", accent = ""] =
    colours.split(" ");
  return { bg, surface, sunken, line, ink, ink2, accent };
}
