import type { ComponentState } from "#contracts/status-post.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { correctContrast } from "#domain/status/contrast.ts";
import { makeWords } from "./make-words.ts";
import { headlineOf } from "./parts/state-hero.tsx";
import { plainText } from "./plain-text.ts";
import { THEMES } from "./theme-tokens.ts";

/** What other sites show of a page that is linked there. It stays with them for days, so it has no times in it. */
export type StatusPicture = {
  title: string;
  headline: string;
  address: string;
  colours: {
    ground: string;
    card: string;
    line: string;
    ink: string;
    dim: string;
    state: string;
    accent: string;
  };
  isWell: boolean;
};

/** What Geist can draw. Anything else would be asked of a server elsewhere, as would pictures of emoji. */
const DRAWN = /[^\u0020-\u007e\u00a0-\u024f\u0400-\u045f\u2010-\u2027\u20ac]/gu;

const STATE_COLOURS: Readonly<Record<ComponentState, string>> = {
  operational: "#2ea55f",
  unknown: "#85858f",
  maintenance: "#4689dd",
  degraded: "#d99412",
  partial_outage: "#ea6c1d",
  major_outage: "#dc3238",
};

export function describePicture(snapshot: StatusSnapshot): StatusPicture {
  const { look, title, slug, url } = snapshot.page;
  const palette = THEMES[look.theme][look.mode === "dark" ? "dark" : "light"];
  const words = makeWords(look.locale === "hi" ? "en" : look.locale, "UTC");
  return {
    title: drawable(title) || slug,
    headline: headlineOf(snapshot, words),
    address: url.replace(/^https?:\/\//, "").slice(0, 60),
    colours: {
      ground: palette.bg,
      card: palette.surface,
      line: palette.line,
      ink: palette.ink,
      dim: palette.ink2,
      state: STATE_COLOURS[snapshot.state],
      accent: correctContrast(look.accent ?? palette.accent, palette.bg),
    },
    isWell: snapshot.state === "operational",
  };
}

function drawable(text: string): string {
  return plainText(text).replace(DRAWN, "").trim().slice(0, 80);
}
