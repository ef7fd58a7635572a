"use client";

import { Play } from "lucide-react";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { MonitorPicker } from "./monitor-picker.tsx";
import { PeriodField } from "./period-field.tsx";
import { PolicyFields } from "./policy-fields.tsx";
import { useBacktestForm } from "./use-backtest-form.ts";

type BacktestFormProps = { monitorId: string | null; onStarted: (id: string) => void };

export function BacktestForm({ monitorId, onStarted }: BacktestFormProps) {
  const { values, change, problems, busy, start } = useBacktestForm(monitorId, onStarted);
  return (
    <Card aria-label="New backtest">
      <CardHeader
        title="What if the rules were different?"
        note="Compared with each monitor’s present rules."
      />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <div className="grid gap-6 p-4 lg:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-6">
            <MonitorPicker
              chosen={values.monitorIds}
              onChange={(monitorIds) => change({ monitorIds })}
              error={problems.monitorIds}
            />
            <PeriodField
              value={values.period}
              onChange={(period) => change({ period })}
              error={problems.toMs ?? problems.fromMs}
            />
          </div>
          <PolicyFields
            values={values.policy}
            onChange={(policy) => change({ policy })}
            problems={problems}
          />
        </div>
        <div className="flex flex-wrap items-center justify-end gap-3 border-t px-4 py-3">
          {problems.root !== undefined && <FieldError>{problems.root}</FieldError>}
          <Button type="submit" variant="primary" busy={busy}>
            {!busy && <Play aria-hidden className="size-4" />}
            Run backtest
          </Button>
        </div>
      </form>
    </Card>
  );
}
