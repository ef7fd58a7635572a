"use client";

import { useTranslations } from "next-intl";
import type { ConfigPlan, ConfigStep } from "#contracts/config-plan.ts";
import type { ImportWarning } from "#domain/import/draft.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { WarningList } from "./warning-list.tsx";

type PlanCardProps = {
  planned: { plan: ConfigPlan; said: ImportWarning[] };
  busy: boolean;
  onRun: () => Promise<void>;
  onBack: () => void;
};

const SHOWN = 500;

/** What happens and what does not, before anything does. */
export function PlanCard({ planned: { plan, said }, busy, onRun, onBack }: PlanCardProps) {
  const t = useTranslations("imports.plan");
  const { steps, counts, unchanged, refusals, warnings } = plan;
  const isNothing = steps.length === 0;
  return (
    <Card>
      <CardHeader
        title={t("title")}
        note={t("counts", { create: counts.create, update: counts.update + counts.adopt, unchanged })}
      />
      <div className="flex flex-col gap-4 p-4">
        {refusals.length > 0 && <Notices title={t("refused")} notices={refusals} />}
        <WarningList warnings={said} />
        {warnings.length > 0 && <Notices title={t("warnings")} notices={warnings} />}
        {isNothing && <p className="text-sm text-ink-2">{t("nothing")}</p>}
        <ul className="flex max-h-96 flex-col overflow-y-auto rounded-md border empty:hidden">
          {steps.slice(0, SHOWN).map((step) => (
            <Step key={`${step.kind}/${step.key}`} step={step} />
          ))}
          {steps.length > SHOWN && (
            <li className="px-3 py-2 text-xs text-ink-3">{t("more", { count: steps.length - SHOWN })}</li>
          )}
        </ul>
      </div>
      <footer className="flex flex-wrap gap-2 border-t px-4 py-3">
        <Button variant="primary" busy={busy} disabled={refusals.length > 0} onClick={() => void onRun()}>
          {isNothing ? t("again") : t("run", { count: steps.length })}
        </Button>
        <Button onClick={onBack}>{t("back")}</Button>
      </footer>
    </Card>
  );
}

function Step({ step: { action, kind, name, fields } }: { step: ConfigStep }) {
  const t = useTranslations("imports");
  return (
    <li className="flex flex-wrap gap-x-2 px-3 py-1.5 text-xs">
      <span className="font-medium">{t(`action.${action}`)}</span>
      <span className="text-ink-3">{t(`kind.${kind}`)}</span>
      <span className="min-w-0 break-words">{name}</span>
      {action !== "create" && fields.length > 0 && (
        <code className="text-ink-3">
          {fields
            .slice(0, 5)
            .map(({ path }) => path)
            .join(", ")}
        </code>
      )}
    </li>
  );
}

function Notices({ title, notices }: { title: string; notices: ConfigPlan["warnings"] }) {
  return (
    <details open className="rounded-md border px-3 py-2">
      <summary className="cursor-pointer text-[0.8125rem] font-medium">{title}</summary>
      <ul lang="en" className="mt-2 flex max-h-48 flex-col gap-1 overflow-y-auto text-xs">
        {notices.map(({ path, message }) => (
          <li key={`${path} ${message}`} className="break-words">
            <code>{path}</code> {message}
          </li>
        ))}
      </ul>
    </details>
  );
}
