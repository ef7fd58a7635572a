import type { Messages } from "./load-messages.ts";

/** English that looks foreign and is a third longer: what stays plain English on a screen is no message. */
export function pseudoMessages(messages: Messages): Messages {
  return mapTexts(messages) as Messages;
}

function mapTexts(tree: object): object {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === "string" ? pseudoText(value) : mapTexts(value),
    ]),
  );
}

/** Each run of text between slots and tags is wrapped, so that a slot filled with an untranslated word shows. */
export function pseudoText(text: string): string {
  let done = "";
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const plain = /^[^{}<]+/.exec(rest)?.[0];
    const tag = /^<\/?\w+>/.exec(rest)?.[0];
    if (plain !== undefined) done += wrap(plain);
    else if (tag !== undefined) done += tag;
    else if (rest.startsWith("{")) done += `{${pseudoSlot(insideBraces(rest))}}`;
    else done += rest.slice(0, 1);
    at += (plain ?? tag)?.length ?? (rest.startsWith("{") ? insideBraces(rest).length + 2 : 1);
  }
  return done;
}

/** A plural or a choice has texts of its own in braces. */
function pseudoSlot(slot: string): string {
  const head = /^\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,/.exec(slot)?.[0];
  if (head === undefined) return slot;
  let done = head;
  let at = head.length;
  while (at < slot.length) {
    const rest = slot.slice(at);
    if (!rest.startsWith("{")) {
      done += rest.slice(0, 1);
      at += 1;
      continue;
    }
    const branch = insideBraces(rest);
    done += `{${pseudoText(branch)}}`;
    at += branch.length + 2;
  }
  return done;
}

/** Of a text that begins with one: what stands up to its closing brace. */
function insideBraces(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return text.slice(1, at);
  }
  return text.slice(1);
}

const PLAIN = "AEIOUYCDLNRSTZaeiouycdlnrstz";
const MARKED = "ÅÉÎÖÛÝÇÐĻÑŔŠŢŽåéîöûýçðļñŕšţž";
const LONGER_BY = 0.3;

function wrap(plain: string): string {
  if (!/\p{L}/u.test(plain)) return plain;
  const [, before = "", core = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(plain) ?? [];
  let missing = Math.ceil(core.length * LONGER_BY);
  const stretched = [...core].map((letter) => {
    const place = PLAIN.indexOf(letter);
    const marked = MARKED[place] ?? letter;
    if (!/[aeiou]/.test(letter) || missing === 0) return marked;
    missing -= 1;
    return marked + marked;
  });
  return `${before}⟦${stretched.join("")}⟧${after}`;
}
