import { numberFormat } from "./number-format.ts";

export function formatCount(count: number, locale = "en"): string {
  return numberFormat(locale).format(count);
}

/** "1 check", "1,204 checks". */
export function countOf(count: number, singular: string): string {
  return `${formatCount(count)} ${singular}${count === 1 ? "" : "s"}`;
}
