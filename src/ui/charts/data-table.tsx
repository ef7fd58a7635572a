import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type DataTableProps = {
  /** What opens it. */
  summary: string;
  caption: string;
  head: readonly string[];
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[];
};

/** The numbers behind a chart, for whoever would rather read them. */
export function DataTable({ summary, caption, head, rows }: DataTableProps) {
  const [first, ...others] = head;
  return (
    <details className="group px-1 pb-1 text-xs">
      <summary className="inline-flex h-7 items-center gap-1 rounded font-medium text-ink-2 hover:text-ink">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label={caption}
        className="mt-1 max-h-72 overflow-auto rounded-md border"
      >
        <table className="w-full border-collapse text-right tabular-nums">
          <caption className="sr-only">{caption}</caption>
          <thead className="sticky top-0 bg-sunken text-ink-2">
            <tr>
              <th scope="col" className="px-3 py-1.5 text-left font-medium whitespace-nowrap">
                {first}
              </th>
              {others.map((name) => (
                <th key={name} scope="col" className="px-3 py-1.5 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {rows.map(({ key, cells: [name, ...cells] }) => (
              <tr key={key}>
                <th scope="row" className="px-3 py-1 text-left font-normal whitespace-nowrap text-ink-2">
                  {name}
                </th>
                {cells.map((cell, index) => (
                  <td key={others[index]} className="px-3 py-1 whitespace-nowrap">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
