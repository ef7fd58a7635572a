import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { type Inline, parseInline } from "./parse-inline.ts";
import { type Block, parseMarkdown } from "./parse-markdown.ts";

/** The text that a reader sees. */
function textOf(nodes: readonly Inline[]): string {
  return nodes.map((node) => ("text" in node ? node.text : textOf(node.content))).join("");
}

function linksOf(nodes: readonly Inline[]): string[] {
  return nodes.flatMap((node) => {
    if ("text" in node) return [];
    return [...(node.kind === "link" ? [node.href] : []), ...linksOf(node.content)];
  });
}

function inlinesOf(block: Block): Inline[] {
  if ("content" in block) return block.content;
  if (block.kind === "list") return block.items.flatMap(({ content }) => content);
  if (block.kind !== "table") return [];
  const cells = [block.head, ...block.rows.map((row) => row.cells)].flat();
  return cells.flatMap(({ content }) => content);
}

test.each<{ markdown: string; kinds: string[] }>([
  { markdown: "# One\nText\n\n## Two", kinds: ["heading", "paragraph", "heading"] },
  { markdown: "- a\n- b\n\n1. c\n2. d", kinds: ["list", "list"] },
  { markdown: "Text\n- a", kinds: ["paragraph", "list"] },
  { markdown: "> said\n> again\n\n---", kinds: ["quote", "rule"] },
  { markdown: "```\n# no heading\n```\nafter", kinds: ["code", "paragraph"] },
  { markdown: "```\nnever closed", kinds: ["code"] },
  { markdown: "| a | b |\n| --- | --- |\n| 1 | 2 |\n\nafter", kinds: ["table", "paragraph"] },
  { markdown: "a | b without a line below", kinds: ["paragraph"] },
  { markdown: "\r\n\r\n", kinds: [] },
])("$markdown is $kinds", ({ markdown, kinds }) => {
  expect(parseMarkdown(markdown).map(({ kind }) => kind)).toEqual(kinds);
});

test("a table keeps a bar that is escaped", () => {
  const [table] = parseMarkdown("| a | b |\n| --- | --- |\n| x \\| y | **z** |");
  if (table?.kind !== "table") throw new Error("not a table");
  expect(table.rows[0]?.cells.map(({ content }) => textOf(content))).toEqual(["x | y", "z"]);
});

test("emphasis, code and links", () => {
  const nodes = parseInline("**bold** *it* _it_ `a*b` [docs](https://example.com/a) snake_case_name");
  expect(nodes.map(({ kind }) => kind).filter((kind) => kind !== "text")).toEqual([
    "strong",
    "em",
    "em",
    "code",
    "link",
  ]);
  expect(textOf(nodes)).toBe("bold it it a*b docs snake_case_name");
});

const NOWHERE = [
  "[x](javascript:alert(1))",
  "[x](JavaScript:alert(1))",
  "[x](java\nscript:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x]( javascript:alert(1))",
  "[x](\u0001javascript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](javascript&colon;alert(1))",
  "[x](data:text/html,hi)",
  "[x](data:image/svg+xml;base64,PHN2Zz4=)",
  "[x](//evil.example)",
  "[x](/\\evil.example)",
  "[x](vbscript:x)",
  "[x](file:///etc/passwd)",
  "[x](blob:https://a.example/1)",
  "[x][1]\n\n[1]: javascript:alert(1)",
  "<javascript:alert(1)>",
  "javascript:alert(1)",
  "![x](javascript:alert(1))",
  '[x](https://a.example "javascript:alert(1)")',
  '<a href="javascript:alert(1)">x</a>',
  "[[x](https://a.example)](javascript:x)",
];

test.each(NOWHERE)("%j leads nowhere bad", (markdown) => {
  const links = parseMarkdown(markdown).flatMap((block) => linksOf(inlinesOf(block)));
  expect(links.filter((href) => !/^(https?:\/\/|mailto:)/.test(href))).toEqual([]);
});

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<style>@import url(https://canary.example)</style>",
  "<!-- <b> -->",
  "</div><svg/onload=alert(1)>",
  "&lt;b&gt;",
  "<details open ontoggle=alert(1)>",
])("%s is the text of a paragraph", (markdown) => {
  const [block, ...others] = parseMarkdown(markdown);
  expect(others).toEqual([]);
  if (block?.kind !== "paragraph") throw new Error("not a paragraph");
  expect(textOf(block.content)).toBe(markdown);
  expect(block.content.filter(({ kind }) => kind !== "text" && kind !== "link")).toEqual([]);
});

test("a picture is no picture: nobody learns who reads the report", () => {
  const [block] = parseMarkdown("![x](https://canary.example/beacon.png)");
  if (block?.kind !== "paragraph") throw new Error("not a paragraph");
  expect(block.content.map(({ kind }) => kind)).toEqual(["text", "link"]);
});

test("a bare address is a link without the full stop after it", () => {
  const nodes = parseInline("See https://example.com/a?b=c.");
  expect(linksOf(nodes)).toEqual(["https://example.com/a?b=c"]);
  expect(textOf(nodes)).toBe("See https://example.com/a?b=c.");
});

test("whatever is written, it ends, and every link leads to a page or a mailbox", () => {
  const piece = fc.constantFrom(
    "*",
    "**",
    "_",
    "`",
    "[",
    "](",
    ")",
    "|",
    "\\",
    "#",
    "\n",
    "- ",
    "> ",
    "javascript:",
    "https://a.b",
    "<i>",
    "x",
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const blocks = parseMarkdown(pieces.join(""));
      const links = blocks.flatMap((block) => linksOf(inlinesOf(block)));
      expect(links.every((href) => /^(https?:\/\/|mailto:)/.test(href))).toBe(true);
    }),
  );
});

/** How many characters all patterns were asked to look at: the work of the parser, on any machine the same. */
function countAttempts(text: string): number {
  const exec = vi.spyOn(RegExp.prototype, "exec");
  const blocks = parseMarkdown(text);
  const attempts = exec.mock.calls.length;
  exec.mockRestore();
  expect(blocks.length).toBeGreaterThan(0);
  return attempts;
}

const BOMBS = [
  ..."[*`_|>#~!<(\\".split(""),
  "https://",
  "[](",
  "[a](",
  "[a](https://",
  "**",
  "*a",
  "**a",
  "_a ",
  "a\n\n",
  "- a\n",
  "> > > ",
  "> a\n",
  "```\n",
  "|a|\n|-|\n",
  "|a",
  "| - ",
  "-- ",
  "# ",
  "1. ",
  "a\n",
];

test.each(BOMBS)("ten times as much of %j is about ten times the work", (piece) => {
  const few = countAttempts(piece.repeat(1_000 / piece.length));
  const many = countAttempts(piece.repeat(10_000 / piece.length));
  expect(many).toBeLessThanOrEqual(few * 12 + 200);
});

test.each([
  `# a${" ".repeat(90_000)}b`,
  `# ${"#".repeat(90_000)}b`,
  `a|\n${" ".repeat(90_000)}b|`,
  `a|\n|${"-|".repeat(45_000)}b`,
  `${"- ".repeat(45_000)}b`,
  `${" ".repeat(90_000)}b`,
])("regression: one long line is not tried in every way", (line) => {
  // It took half a minute.
  expect(parseMarkdown(line).length).toBeGreaterThan(0);
});

test("a heading may be closed by its marks, and a table's line by bars or not", () => {
  const [heading] = parseMarkdown("## Cause and cure ##  ");
  expect(heading).toMatchObject({ kind: "heading", level: 2, content: [{ text: "Cause and cure" }] });
  for (const line of ["| - |", "|---|", "-|-", ":-- | --:", "|:-:|:-:|", "  |-|-|  "])
    expect([line, parseMarkdown(`a|b\n${line}`)[0]?.kind]).toEqual([line, "table"]);
  for (const line of ["---", "|", "||", "|a|", "| |-|", "|--x|"])
    expect([line, parseMarkdown(`a|b\n${line}`)[0]?.kind]).toEqual([line, "paragraph"]);
});

test("ten thousand quotes in each other are one quote", () => {
  const blocks = parseMarkdown(`${">".repeat(10_000)} x`);
  expect(blocks.map(({ kind }) => kind)).toEqual(["quote"]);
});

test("a hundred thousand brackets or lines take no time", () => {
  const began = performance.now();
  for (const character of ["[", "*", "`", "_", "|", "https://"])
    parseMarkdown(character.repeat(100_000 / character.length));
  for (const line of ["a\n\n", "- a\n", "```\n", "|a|\n|-|\n"])
    parseMarkdown(line.repeat(100_000 / line.length));
  expect(performance.now() - began).toBeLessThan(5_000);
});
