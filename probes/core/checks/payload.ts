const encoder = new TextEncoder();
const ESCAPE = /\\(?:([rnt\\])|x([0-9a-fA-F]{2}))/g;
const NAMED: Record<string, number> = { r: 13, n: 10, t: 9, "\\": 92 };

/** The bytes of a payload with the escapes \r \n \t \\ and \xHH; other text is UTF-8, and an unknown escape is itself. */
export function payloadBytes(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const match of text.matchAll(ESCAPE)) {
    parts.push(encoder.encode(text.slice(from, match.index)));
    const [whole, name, hex] = match;
    parts.push(Uint8Array.of(name === undefined ? Number.parseInt(hex ?? "", 16) : (NAMED[name] ?? 0)));
    from = match.index + whole.length;
  }
  parts.push(encoder.encode(text.slice(from)));
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
