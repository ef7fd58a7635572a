import { escapeHtml } from "#domain/escape-html.ts";
import type { Inline } from "./parse-inline.ts";
import { type Block, type Item, parseMarkdown } from "./parse-markdown.ts";

/**
 * HTML for mails and feeds, where no component can render: every text is escaped, there are no attributes but the
 * addresses of links (http, https, mailto), and headings begin at h3.
 */
export function markdownToHtml(text: string): string {
  return parseMarkdown(text).map(blockHtml).join("\n");
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "heading":
      return tag(`h${Math.min(block.level + 2, 6)}`, inlineHtml(block.content));
    case "paragraph":
      return tag("p", inlineHtml(block.content));
    case "quote":
      return tag("blockquote", inlineHtml(block.content));
    case "list":
      return tag(block.ordered ? "ol" : "ul", items(block.items, "li"));
    case "code":
      return tag("pre", tag("code", escapeHtml(block.text)));
    case "table": {
      const rows = block.rows.map(({ cells }) => tag("tr", items(cells, "td"))).join("");
      return tag("table", tag("tr", items(block.head, "th")) + rows);
    }
    case "rule":
      return "<hr>";
  }
}

function items(list: readonly Item[], name: string): string {
  return list.map(({ content }) => tag(name, inlineHtml(content))).join("");
}

function inlineHtml(content: readonly Inline[]): string {
  return content.map(oneInline).join("");
}

function oneInline(inline: Inline): string {
  if (inline.kind === "text") return escapeHtml(inline.text);
  if (inline.kind === "code") return tag("code", escapeHtml(inline.text));
  const inner = inlineHtml(inline.content);
  if (inline.kind !== "link") return tag(inline.kind, inner);
  return `<a href="${escapeHtml(inline.href)}" rel="noopener nofollow">${inner}</a>`;
}

function tag(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}
