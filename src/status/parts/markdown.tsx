/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import type { Inline } from "#domain/markdown/parse-inline.ts";
import { type Block, type Item, parseMarkdown } from "#domain/markdown/parse-markdown.ts";
import type { Words } from "../make-words.ts";
import { plainText } from "../plain-text.ts";

/** Made of elements, never of HTML in the text; links lead to pages and mailboxes only, and there are no pictures. */
export function Markdown({ text, words, level = 4 }: { text: string; words: Words; level?: 2 | 3 | 4 }) {
  return (
    <div class="md" dir="auto">
      {parseMarkdown(text).map((block) => (
        <BlockView key={block.at} block={block} words={words} level={level} />
      ))}
    </div>
  );
}

function BlockView({ block, words, level }: { block: Block; words: Words; level: 2 | 3 | 4 }) {
  if (block.kind === "heading") return <Heading block={block} level={level} />;
  if (block.kind === "paragraph") return <p>{inlines(block.content)}</p>;
  if (block.kind === "quote") return <blockquote>{inlines(block.content)}</blockquote>;
  if (block.kind === "rule") return <hr />;
  if (block.kind === "code") {
    return (
      // biome-ignore lint/a11y: a scrollable box needs a name, a role to carry it, and the keyboard
      <pre tabIndex={0} role="group" aria-label={words.t("page.code")}>
        {stripped(block.text)}
      </pre>
    );
  }
  if (block.kind === "table") return <Table block={block} words={words} />;
  const items = block.items.map(({ at, content }) => <li key={at}>{inlines(content)}</li>);
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

/** Below the headings around it: `level` is that of the highest. */
function Heading({ block, level }: { block: Extract<Block, { kind: "heading" }>; level: 2 | 3 | 4 }) {
  const Name = `h${block.level <= 2 ? level : level + 1}` as "h2" | "h3" | "h4" | "h5";
  return <Name>{inlines(block.content)}</Name>;
}

function Table({ block, words }: { block: Extract<Block, { kind: "table" }>; words: Words }) {
  return (
    // biome-ignore lint/a11y: a scrollable box needs a name, a role to carry it, and the keyboard
    <div class="scroll" role="group" aria-label={words.t("page.table")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {block.head.map(({ at, content }) => (
              <th key={at} scope="col">
                {inlines(content)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map(({ at, cells }) => (
            <tr key={at}>
              {cells.map((cell: Item) => (
                <td key={cell.at}>{inlines(cell.content)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(nodes: readonly Inline[]): ComponentChildren {
  return nodes.map((node) => <InlineView key={node.at} node={node} />);
}

function InlineView({ node }: { node: Inline }) {
  if (node.kind === "text") return <>{stripped(node.text)}</>;
  if (node.kind === "code") return <code>{stripped(node.text)}</code>;
  if (node.kind === "strong") return <strong>{inlines(node.content)}</strong>;
  if (node.kind === "em") return <em>{inlines(node.content)}</em>;
  // The parser makes no other links; what stands between it and the page must not have to be trusted.
  if (!/^(https?:\/\/|mailto:)/i.test(node.href)) return <>{inlines(node.content)}</>;
  return (
    <a href={node.href} rel="noopener nofollow ugc">
      {inlines(node.content)}
    </a>
  );
}

/** Lines of code stay lines. */
function stripped(text: string): string {
  return text.split("\n").map(plainText).join("\n");
}
