import type { Locale } from "#contracts/locale.ts";
import { LOCALES } from "#contracts/locales.ts";

/** What the person chose, else the first language of the browser (an Accept-Language header) that there is, else `otherwise`. */
export function chooseLocale(
  chosen: string | undefined,
  accepted: string | null,
  otherwise: Locale = "en",
): Locale {
  const wanted = [chosen, ...byPreference(accepted ?? "").map((tag) => tag.split("-")[0])];
  return wanted.map(localeOf).find((locale) => locale !== undefined) ?? otherwise;
}

function localeOf(tag: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale === tag);
}

function byPreference(header: string): string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
