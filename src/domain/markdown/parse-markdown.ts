import { type Inline, parseInline } from "./parse-inline.ts";

/** `at` is the number of the first line: the key among its neighbours. */
export type Block = { at: number } & (
  | { kind: "heading"; level: number; content: Inline[] }
  | { kind: "paragraph"; content: Inline[] }
  | { kind: "quote"; content: Inline[] }
  | { kind: "list"; ordered: boolean; items: Item[] }
  | { kind: "code"; text: string }
  | { kind: "table"; head: Item[]; rows: { at: number; cells: Item[] }[] }
  | { kind: "rule" }
);
export type Item = { at: number; content: Inline[] };

// None of these tries one run of characters in two ways: a long line takes no longer than its length.
const HEADING = /^(#{1,6})\s+(.*)$/;
const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBER = /^\s*\d{1,9}[.)]\s+(.*)$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const FENCE = /^\s*```/;
const QUOTE = /^\s*>\s?(.*)$/;
const TABLE_RULE = /^:?-+:?$/;

/**
 * The part of markdown that a report needs: headings, paragraphs, lists, quotes, code, tables, rules. Everything else,
 * HTML above all, is text. Indentation nests nothing.
 */
export function parseMarkdown(text: string): Block[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at += 1;
      continue;
    }
    const { block, next } = readBlock(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

type Read = { block: Block; next: number };

function readBlock(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? "";
  const heading = HEADING.exec(line);
  if (heading) {
    const [, marks = "", content = ""] = heading;
    return {
      block: { at, kind: "heading", level: marks.length, content: parseInline(withoutClosing(content)) },
      next: at + 1,
    };
  }
  if (FENCE.test(line)) return readCode(lines, at);
  if (RULE.test(line)) return { block: { at, kind: "rule" }, next: at + 1 };
  if (isTable(lines, at)) return readTable(lines, at);
  if (QUOTE.test(line)) return readQuote(lines, at);
  if (BULLET.test(line)) return readList(lines, at, { ordered: false, mark: BULLET });
  if (NUMBER.test(line)) return readList(lines, at, { ordered: true, mark: NUMBER });
  return readParagraph(lines, at);
}

function readCode(lines: readonly string[], at: number): Read {
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end] ?? "")) end += 1;
  return { block: { at, kind: "code", text: lines.slice(at + 1, end).join("\n") }, next: end + 1 };
}

function readQuote(lines: readonly string[], at: number): Read {
  const quoted = takeWhile(lines, at, (line) => QUOTE.test(line));
  const content = quoted.map((line) => QUOTE.exec(line)?.[1] ?? "").join(" ");
  return { block: { at, kind: "quote", content: parseInline(content) }, next: at + quoted.length };
}

function readList(
  lines: readonly string[],
  at: number,
  { ordered, mark }: { ordered: boolean; mark: RegExp },
): Read {
  const taken = takeWhile(lines, at, (line) => mark.test(line));
  const items = taken.map((line, index) => ({
    at: at + index,
    content: parseInline(mark.exec(line)?.[1] ?? ""),
  }));
  return { block: { at, kind: "list", ordered, items }, next: at + taken.length };
}

function readTable(lines: readonly string[], at: number): Read {
  const body = takeWhile(lines, at + 2, (line) => line.includes("|"));
  const rows = body.map((line, index) => ({ at: at + 2 + index, cells: cellsOf(line) }));
  const block: Block = { at, kind: "table", head: cellsOf(lines[at] ?? ""), rows };
  return { block, next: at + 2 + body.length };
}

function readParagraph(lines: readonly string[], at: number): Read {
  const [first = "", ...rest] = takeWhile(lines, at, (line) => !isBlank(line));
  const stop = rest.findIndex((line, index) => startsBlock(line) || isTable(lines, at + 1 + index));
  const taken = [first, ...(stop < 0 ? rest : rest.slice(0, stop))];
  const content = parseInline(taken.map((line) => line.trim()).join(" "));
  return { block: { at, kind: "paragraph", content }, next: at + taken.length };
}

function startsBlock(line: string): boolean {
  return [HEADING, FENCE, RULE, QUOTE, BULLET, NUMBER].some((start) => start.test(line));
}

function isTable(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? "").includes("|") && isTableRule(lines[at + 1] ?? "");
}

function isTableRule(line: string): boolean {
  if (!line.includes("|")) return false;
  const cells = line.split("|").map((cell) => cell.trim());
  const inner = cells.slice(cells[0] === "" ? 1 : 0, cells.at(-1) === "" ? -1 : undefined);
  return inner.length > 0 && inner.every((cell) => TABLE_RULE.test(cell));
}

/** A heading may end with the marks that it begins with. */
function withoutClosing(content: string): string {
  let end = content.trimEnd().length;
  while (content[end - 1] === "#") end -= 1;
  return content.slice(0, end).trimEnd();
}

function cellsOf(line: string): Item[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell, at) => ({ at, content: parseInline(cell.trim()) }));
}

function takeWhile(lines: readonly string[], from: number, wanted: (line: string) => boolean): string[] {
  let end = from;
  while (!isBlank(lines[end]) && wanted(lines[end] ?? "")) end += 1;
  return lines.slice(from, end);
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}
