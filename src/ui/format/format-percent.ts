import { numberFormat } from "./number-format.ts";

/** Rounds down, so that only exactly 1 is shown as 100%; a trace above zero is never shown as 0%. */
export function formatPercent(fraction: number, locale = "en"): string {
  const percent = (value: number) =>
    numberFormat(locale, { style: "percent", maximumFractionDigits: 3 }).format(value);
  if (fraction >= 1) return percent(1);
  if (fraction <= 0) return percent(0);
  const decimals = fraction >= 0.99 || fraction < 0.01 ? 3 : 2;
  const scale = 10 ** decimals;
  // The tiny addition undoes binary noise: 0.99995 must give 99.995, not 99.994.
  const floored = Math.min(Math.floor(fraction * 100 * scale + 1e-6), 100 * scale - 1);
  if (floored === 0) return `<${percent(0.00001)}`;
  return percent(floored / scale / 100);
}
