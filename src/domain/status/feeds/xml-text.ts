import { escapeHtml } from "#domain/escape-html.ts";

// XML 1.0 §2.2: what no document may have, not even as a character reference.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const LONE_SURROGATE = /\p{Cs}/gu;

/** For content and attributes alike; nothing is put into CDATA, which a text could end. */
export function xmlText(text: string): string {
  return escapeHtml(text.replace(LONE_SURROGATE, "\ufffd").replace(FORBIDDEN, ""));
}
