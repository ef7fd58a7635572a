/** Cuts at a code point, never in the middle of an emoji; lengths count UTF-16 units as providers do. */
export function fitText(text: string, maxLength: number): string {
  return fitEscaped(text, { maxLength, escape: (part) => part });
}

/** The longest start of `text` whose escaped form fits; an escape sequence is never cut. */
export function fitEscaped(
  text: string,
  limit: { maxLength: number; escape: (part: string) => string },
): string {
  const whole = limit.escape(text);
  if (whole.length <= limit.maxLength) return whole;

  let fitted = "";
  for (const character of text) {
    const next = limit.escape(character);
    if (fitted.length + next.length + 1 > limit.maxLength) break;
    fitted += next;
  }
  return `${fitted}…`;
}
