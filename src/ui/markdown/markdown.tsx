import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Inline } from "#domain/markdown/parse-inline.ts";
import { type Block, type Item, parseMarkdown } from "#domain/markdown/parse-markdown.ts";

/** Made of elements, never of HTML in the text. Headings begin below those of the card around it. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-3 text-sm break-words">
      {parseMarkdown(text).map((block) => (
        <BlockView key={block.at} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === "heading") return <Heading block={block} />;
  if (block.kind === "paragraph") return <p className="text-pretty">{inlines(block.content)}</p>;
  if (block.kind === "quote") {
    return <blockquote className="border-l-2 pl-3 text-ink-2">{inlines(block.content)}</blockquote>;
  }
  if (block.kind === "rule") return <hr />;
  if (block.kind === "code") return <Code text={block.text} />;
  if (block.kind === "table") return <Table block={block} />;
  const items = block.items.map(({ at, content }) => <li key={at}>{inlines(content)}</li>);
  return block.ordered ? (
    <ol className="list-decimal space-y-1 pl-6">{items}</ol>
  ) : (
    <ul className="list-disc space-y-1 pl-6">{items}</ul>
  );
}

function Heading({ block }: { block: Extract<Block, { kind: "heading" }> }) {
  const content = inlines(block.content);
  if (block.level === 1) return <h3 className="text-base font-semibold">{content}</h3>;
  if (block.level === 2) return <h4 className="mt-1 text-sm font-semibold">{content}</h4>;
  return <h5 className="text-[0.8125rem] font-semibold text-ink-2">{content}</h5>;
}

function Code({ text }: { text: string }) {
  const t = useTranslations("common");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrollable box needs a role to carry its name
    <div
      role="group"
      aria-label={t("code")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border bg-sunken p-3"
    >
      <pre className="font-mono text-xs">{text}</pre>
    </div>
  );
}

function Table({ block }: { block: Extract<Block, { kind: "table" }> }) {
  const t = useTranslations("common");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrollable box needs a role to carry its name
    <div
      role="group"
      aria-label={t("table")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border"
    >
      <table className="w-full text-left text-[0.8125rem]">
        <thead className="bg-sunken">
          <tr>
            {block.head.map(({ at, content }) => (
              <th key={at} scope="col" className="px-3 py-1.5 font-medium">
                {inlines(content)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {block.rows.map(({ at, cells }) => (
            <tr key={at}>
              {cells.map((cell: Item) => (
                <td key={cell.at} className="px-3 py-1.5 align-top first:whitespace-nowrap">
                  {inlines(cell.content)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(nodes: readonly Inline[]): ReactNode {
  return nodes.map((node) => <InlineView key={node.at} node={node} />);
}

function InlineView({ node }: { node: Inline }) {
  if (node.kind === "text") return node.text;
  if (node.kind === "code") {
    return <code className="rounded bg-sunken px-1 py-0.5 font-mono text-xs">{node.text}</code>;
  }
  if (node.kind === "strong") return <strong className="font-semibold">{inlines(node.content)}</strong>;
  if (node.kind === "em") return <em>{inlines(node.content)}</em>;
  return (
    <a
      href={node.href}
      target="_blank"
      rel="noreferrer nofollow"
      className="rounded text-accent-text underline"
    >
      {inlines(node.content)}
    </a>
  );
}
