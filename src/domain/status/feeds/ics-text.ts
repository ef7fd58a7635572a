const MAX_OCTETS = 75;
const LONE_SURROGATE = /\p{Cs}/gu;

/** A value of type TEXT (RFC 5545 §3.3.11): control characters but line breaks are not allowed in it. */
export function icsText(text: string): string {
  return text
    .replace(LONE_SURROGATE, "\ufffd")
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(/[^\P{Cc}\n]/gu, " ")
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll("\n", "\\n");
}

/** One content line with its CRLF, folded where it has more than 75 octets and never within a character (§3.1). */
export function icsLine(line: string): string {
  const encoder = new TextEncoder();
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > MAX_OCTETS) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}
