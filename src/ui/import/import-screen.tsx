"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { IMPORT_PRODUCTS, type ImportProduct } from "#domain/import/draft.ts";
import { Card } from "#ui/primitives/card.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { FoundCard } from "./found-card.tsx";
import { PlanCard } from "./plan-card.tsx";
import { ReportCard } from "./report-card.tsx";
import { useImport } from "./use-import.ts";

export function ImportScreen() {
  const t = useTranslations("imports");
  const [product, setProduct] = useState<ImportProduct>("uptime-kuma");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")} />
      <Steps
        key={product}
        product={product}
        chooser={
          <Field label={t("product")} hint={t(`how.${product}`)} error={undefined}>
            {(control) => (
              <Select
                {...control}
                value={product}
                onChange={setProduct}
                options={IMPORT_PRODUCTS.map((value) => ({ value, label: t(`products.${value}`) }))}
              />
            )}
          </Field>
        }
      />
    </div>
  );
}

function Steps({ product, chooser }: { product: ImportProduct; chooser: React.ReactNode }) {
  const t = useTranslations("imports");
  const { state, choice, problem, busy, ...does } = useImport(product);
  return (
    <>
      {state.step === "choose" && (
        <Card className="flex flex-col gap-5 p-4">
          {chooser}
          <ChooseFile busy={busy} onHand={does.read} />
        </Card>
      )}
      {problem !== null && (
        <p role="alert" lang="en" className="rounded-md border border-down px-3 py-2 text-sm text-down">
          {problem}
        </p>
      )}
      {state.step === "read" && (
        <FoundCard
          result={state.result}
          choice={choice}
          busy={busy}
          onChoose={does.choose}
          onPlan={() => does.plan(state.result)}
          onBack={does.restart}
        />
      )}
      {state.step === "planned" && (
        <PlanCard
          {...state}
          busy={busy}
          onRun={() => does.run(state)}
          onBack={() => does.back(state.result)}
        />
      )}
      {state.step === "running" && (
        <Card className="flex flex-col gap-3 p-4">
          <p role="status" className="text-sm">
            {t("running", { done: state.done, total: state.total })}
          </p>
          <progress
            aria-label={t("progress")}
            className="h-2 w-full accent-accent"
            value={state.done}
            max={Math.max(1, state.total)}
          />
        </Card>
      )}
      {state.step === "done" && <ReportCard {...state} product={product} onAgain={does.restart} />}
    </>
  );
}
