import { numberFormat } from "./number-format.ts";

export function formatCount(count: number, locale = "en"): string {
  return numberFormat(locale).format(count);
}
