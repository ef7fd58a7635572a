const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const MOST_NAME = 120;

/** The title of a page whose beginning this is; null when there is none. It is text, and only ever shown as text. */
export function findTitle(html: string): string | null {
  const raw = /<title[^>]*>([^<]{1,1000})<\/title>/i.exec(html)?.[1];
  if (raw === undefined) return null;
  const title = raw
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, decode)
    .replace(/\s+/g, " ")
    .trim();
  return title === "" ? null : title.slice(0, MOST_NAME);
}

function decode(all: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
}
