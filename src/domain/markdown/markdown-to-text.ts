import type { Inline } from "./parse-inline.ts";
import { type Block, parseMarkdown } from "./parse-markdown.ts";

/** What a person reads where there is no markup; the address of a link stands behind its words. */
export function markdownToText(text: string): string {
  return parseMarkdown(text).map(blockText).join("\n\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return inlineText(block.content);
    case "quote":
      return `> ${inlineText(block.content)}`;
    case "list":
      return block.items
        .map(({ content }, index) => `${block.ordered ? `${index + 1}.` : "-"} ${inlineText(content)}`)
        .join("\n");
    case "code":
      return block.text;
    case "table":
      return [block.head, ...block.rows.map(({ cells }) => cells)]
        .map((cells) => cells.map(({ content }) => inlineText(content)).join(" | "))
        .join("\n");
    case "rule":
      return "—";
  }
}

function inlineText(content: readonly Inline[]): string {
  return content
    .map((inline) => {
      if (inline.kind === "text" || inline.kind === "code") return inline.text;
      const inner = inlineText(inline.content);
      if (inline.kind !== "link" || inner === inline.href) return inner;
      return `${inner} (${inline.href.replace(/^mailto:/, "")})`;
    })
    .join("");
}
