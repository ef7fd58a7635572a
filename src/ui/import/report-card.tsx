"use client";

import { CircleCheck, CircleX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ConfigOutcome } from "#contracts/config-plan.ts";
import type { ImportProduct } from "#domain/import/draft.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";

type ReportCardProps = {
  product: ImportProduct;
  outcomes: readonly ConfigOutcome[];
  /** Of history that were added. */
  days: number;
  onAgain: () => void;
};

export function ReportCard({ product, outcomes, days, onAgain }: ReportCardProps) {
  const t = useTranslations("imports");
  const done = outcomes.filter(({ result }) => result === "done").length;
  const others = outcomes.filter(({ result }) => result !== "done");
  const Icon = others.length === 0 ? CircleCheck : CircleX;
  return (
    <Card>
      <CardHeader title={t("report.title")} note={t("report.note", { product: t(`products.${product}`) })} />
      <div className="flex flex-col gap-4 p-4">
        <p role="status" className="flex items-center gap-2 text-sm">
          <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
          {t("report.counts", { done, failed: others.length, days })}
        </p>
        <ul className="flex max-h-72 flex-col gap-1 overflow-y-auto text-xs empty:hidden">
          {others.map(({ kind, key, name, message }) => (
            <li key={`${kind}/${key}`} className="break-words">
              <span className="font-medium">{name}</span> <span lang="en">{message}</span>
            </li>
          ))}
        </ul>
        <p className="text-xs text-ink-3">{t("report.undo", { source: `import:${product}` })}</p>
      </div>
      <footer className="flex flex-wrap gap-2 border-t px-4 py-3">
        <Button asChild variant="primary">
          <Link href="/monitors">{t("report.monitors")}</Link>
        </Button>
        <Button onClick={onAgain}>{t("report.again")}</Button>
      </footer>
    </Card>
  );
}
