import fc from "fast-check";
import { expect, test } from "vitest";
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

test.each([
  "[x](javascript:alert(1))",
  "[x](JavaScript:alert(1))",
  "[x](data:text/html,hi)",
  "[x](//evil.example)",
  "[x](vbscript:x)",
  '<a href="javascript:alert(1)">x</a>',
  "[[x](https://a.example)](javascript:x)",
])("%s leads nowhere bad", (markdown) => {
  const links = parseMarkdown(markdown).flatMap((block) => linksOf(inlinesOf(block)));
  expect(links.filter((href) => !/^(https?:\/\/|mailto:)/.test(href))).toEqual([]);
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

test("a hundred thousand brackets or lines take no time", () => {
  const began = performance.now();
  for (const character of ["[", "*", "`", "_", "|", "https://"])
    parseMarkdown(character.repeat(100_000 / character.length));
  for (const line of ["a\n\n", "- a\n", "```\n", "|a|\n|-|\n"])
    parseMarkdown(line.repeat(100_000 / line.length));
  expect(performance.now() - began).toBeLessThan(5_000);
});
