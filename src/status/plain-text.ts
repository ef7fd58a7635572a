/** Control characters and what turns the direction of the text after it (Unicode bidi controls). */
const DECEPTIVE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** One line without tricks: names are refused with them when they are saved, but what is shown does not rely on it. */
export function plainText(text: string): string {
  return text.replace(DECEPTIVE, "");
}
