import { numberFormat } from "./number-format.ts";

const UNITS = ["B", "kB", "MB", "GB", "TB"];

export function formatBytes(bytes: number, locale = "en"): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${numberFormat(locale, options).format(value)} ${UNITS[power]}`;
}
