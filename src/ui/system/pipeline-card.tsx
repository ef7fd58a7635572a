import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SystemOverview } from "#contracts/view.ts";
import { Card } from "#ui/primitives/card.tsx";
import { Figure } from "#ui/primitives/figure.tsx";
import { usePipelineFigures } from "./use-pipeline-figures.ts";

export function PipelineCard({ overview }: { overview: SystemOverview }) {
  const t = useTranslations("system.pipeline");
  const figures = usePipelineFigures(overview);
  return (
    <Card className="overflow-hidden" aria-label={t("title")}>
      <dl className="-m-px grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-5 [&>div]:border-t [&>div]:border-l max-lg:[&>div:last-child]:col-span-2">
        {figures.map((figure) => (
          <Figure
            key={figure.label}
            label={figure.label}
            value={
              figure.bad ? (
                <span className="inline-flex items-center gap-1.5 text-down">
                  <TriangleAlert aria-hidden className="size-4 shrink-0" />
                  {figure.value}
                </span>
              ) : (
                figure.value
              )
            }
            note={figure.note}
          />
        ))}
      </dl>
    </Card>
  );
}
