/** `at` is the offset in the text: the key among its neighbours. */
export type Inline = { at: number } & (
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong"; content: Inline[] }
  | { kind: "em"; content: Inline[] }
  | { kind: "link"; href: string; content: Inline[] }
);

const ESCAPED = /\\([\\`*_{}[\]()<>#+\-.!|~"])/y;
const CODE = /`([^`]{1,2000})`/y;
// Only what leads to a page or a mailbox: never a script.
const LINK = /\[((?:\\.|[^\]\\[]){1,500})\]\(((?:https?:\/\/|mailto:)[^\s()<>]{1,2000})\)/y;
const BARE = /https?:\/\/[^\s<>()[\]]{1,2000}[^\s<>()[\].,;:!?'"]/y;
const STRONG = /\*\*((?:\\.|[^*\\]){1,2000})\*\*/y;
const EM = /\*((?:\\.|[^*\\]){1,2000})\*|(?<!\w)_((?:\\.|[^_\\]){1,2000})_(?!\w)/y;

/** Emphasis, code and links of one line; everything else is text. */
export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  while (at < text.length) {
    const { node, length } = readInline(text, at);
    const last = found.at(-1);
    if (node.kind === "text" && last?.kind === "text") last.text += node.text;
    else found.push(node);
    at += length;
  }
  return found;
}

type Read = { node: Inline; length: number };
type Reader = { mark: RegExp; read: (at: number, match: RegExpExecArray) => Inline };

const READERS: readonly Reader[] = [
  { mark: ESCAPED, read: (at, [, character = ""]) => ({ at, kind: "text", text: character }) },
  { mark: CODE, read: (at, [, code = ""]) => ({ at, kind: "code", text: code }) },
  {
    mark: LINK,
    read: (at, [, label = "", href = ""]) => ({
      at,
      kind: "link",
      href,
      content: withoutLinks(parseInline(label)),
    }),
  },
  {
    mark: BARE,
    read: (at, [href]) => ({ at, kind: "link", href, content: [{ at, kind: "text", text: href }] }),
  },
  { mark: STRONG, read: (at, [, content = ""]) => ({ at, kind: "strong", content: parseInline(content) }) },
  {
    mark: EM,
    read: (at, [, starred, underscored]) => ({
      at,
      kind: "em",
      content: parseInline(starred ?? underscored ?? ""),
    }),
  },
];

function readInline(text: string, at: number): Read {
  for (const { mark, read } of READERS) {
    mark.lastIndex = at;
    const match = mark.exec(text);
    if (match) return { node: read(at, match), length: match[0].length };
  }
  return { node: { at, kind: "text", text: text.charAt(at) }, length: 1 };
}

/** A link inside a link is no HTML. */
function withoutLinks(content: Inline[]): Inline[] {
  return content.flatMap((node) => (node.kind === "link" ? node.content : [node]));
}
