type Range = { from: number; to: number };

const SUCCESS: Range[] = [{ from: 200, to: 299 }];

/** Of texts such as `200-299`, `2xx` and `301`; what is none is left out. Nothing readable: 200–299. */
export function statusRanges(texts: readonly string[]): Range[] {
  const ranges = texts.map(rangeOf).filter((range) => range !== null);
  return ranges.length === 0 ? SUCCESS : ranges.slice(0, 20);
}

function rangeOf(text: string): Range | null {
  const hundred = /^([1-5])xx$/i.exec(text.trim());
  if (hundred) return { from: Number(hundred[1]) * 100, to: Number(hundred[1]) * 100 + 99 };
  const found = /^(\d{3})(?:\s*-\s*(\d{3}))?$/.exec(text.trim());
  if (!found) return null;
  const from = Number(found[1]);
  const to = Math.min(Number(found[2] ?? found[1]), 599);
  return from >= 100 && from <= to ? { from, to } : null;
}
