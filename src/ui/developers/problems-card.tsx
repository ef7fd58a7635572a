"use client";

import { useTranslations } from "next-intl";
import type { ReferenceProblem } from "#contracts/rest/api-reference.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";

/** The `type` of a problem leads to its row. */
export function ProblemsCard({ problems }: { problems: ReferenceProblem[] }) {
  const t = useTranslations("developers.problems");
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note")} />
      <ul className="divide-y">
        {problems.map(({ code, status, title }) => (
          <li
            key={code}
            id={`problem-${code}`}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2 text-sm target:bg-accent-soft"
          >
            <code className="w-10 shrink-0 font-mono text-xs text-ink-3">{status}</code>
            <code className="font-mono text-xs">{code}</code>
            <span className="text-ink-2">{title}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
