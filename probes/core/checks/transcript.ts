const MOST_CHARACTERS = 4096;
const decoder = new TextDecoder();

/** What was said on the wire: `> ` sent, `< ` received. The first 4 KB are kept. */
export class Transcript {
  private kept = "";

  get text(): string {
    return this.kept;
  }

  /** The received lines without their mark. */
  get receivedText(): string {
    const lines = this.kept.split("\n").filter((line) => line.startsWith("< "));
    return lines.map((line) => line.slice(2)).join("\n");
  }

  sent(what: Uint8Array | string): void {
    this.add("> ", what);
  }

  received(what: Uint8Array | string): void {
    this.add("< ", what);
  }

  private add(mark: string, what: Uint8Array | string): void {
    const room = MOST_CHARACTERS - this.kept.length;
    if (room <= 0) return;
    const text = typeof what === "string" ? what : decoder.decode(what.subarray(0, MOST_CHARACTERS));
    const lines = text
      .slice(0, MOST_CHARACTERS)
      .replace(/\r?\n$/, "")
      .split(/\r?\n/);
    const said = lines.map((line) => `${mark}${visible(line)}\n`).join("");
    this.kept = cleanText((this.kept + said).slice(0, MOST_CHARACTERS));
  }
}

/** Postgres' text takes no NUL and no half of a surrogate pair, which is what a cut may leave of an emoji. */
export function cleanText(text: string): string {
  return text.replace(/[\0\p{Cs}]/gu, "\uFFFD");
}

/** Control characters as escapes, so that a terminal or a page shows what came. */
function visible(line: string): string {
  return line.replace(
    /\p{Cc}/gu,
    (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`,
  );
}
