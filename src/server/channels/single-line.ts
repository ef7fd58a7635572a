// Control characters, line separators, and marks that reverse the direction of the text that follows.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** What users and targets wrote, as one line that cannot break out of a subject, a header or a list. */
export function singleLine(text: string): string {
  return text.replace(LONE_SURROGATE, "\uFFFD").replace(UNPRINTABLE, " ").replace(/ {2,}/g, " ").trim();
}
