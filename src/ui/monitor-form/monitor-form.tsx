"use client";

import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense, useEffect, useRef } from "react";
import type { MonitorInput } from "#contracts/check.ts";
import type { Policy } from "#contracts/policy.ts";
import type { TrialInput } from "#contracts/trial.ts";
import type { RegionView } from "#contracts/view.ts";
import { FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { Button } from "#ui/primitives/button.tsx";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { TrialResults } from "#ui/trial/trial-results.tsx";
import { useTrial } from "#ui/trial/use-trial.ts";
import { CheckFieldsContext } from "./check-fields-context.ts";
import { type FormValues, inputOf } from "./form-values.ts";
import { KindOptions, KindTarget } from "./kind-parts.tsx";
import { FixedKind, KindPicker } from "./kind-picker.tsx";
import { MainFields } from "./main-fields.tsx";
import { MonitorWords } from "./monitor-words.tsx";
import { PasteContext } from "./paste-context.ts";
import { PasteNote } from "./paste-note.tsx";
import { TemplateChips } from "./template-chips.tsx";
import { TemplateContext } from "./template-context.ts";
import { useMonitorForm } from "./use-monitor-form.ts";
import { useSaveMonitor } from "./use-save-monitor.ts";

type MonitorFormProps = DraftHandlers & {
  initial: FormValues;
  regions: readonly RegionView[];
  editedId: string | undefined;
  /** Neither an edit nor a copy: there is something to begin from. */
  isBlank: boolean;
  /** What decides over it; undefined while that is not known. */
  policy: Policy | undefined;
};

export function MonitorForm({ initial, regions, editedId, isBlank, policy, ...handlers }: MonitorFormProps) {
  const t = useTranslations("monitorForm");
  const isEdit = editedId !== undefined;
  const save = useSaveMonitor(editedId, handlers.onDone);
  const form = useMonitorForm({
    initial,
    regions,
    isEdit,
    suggestsName: isBlank,
    save,
    onDirty: handlers.onDirty,
  });
  const trial = useTrial();
  const results = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (trial.asked !== null) results.current?.scrollIntoView({ block: "nearest" });
  }, [trial.asked]);

  const { values, problems } = form;
  const { kind } = values.check;
  const typed = inputOf(values);
  const fields = { check: values.check, problems, change: form.changeField, prefix: [] };
  return (
    <form {...form.formProps} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-5">
        {problems.root !== undefined && <FieldError>{problems.root}</FieldError>}
        {isEdit ? <FixedKind kind={kind} /> : <KindPicker value={kind} onChange={form.chooseKind} />}
        {problems["check.kind"] !== undefined && <FieldError>{problems["check.kind"]}</FieldError>}
        {isBlank && kind === "http" && <TemplateChips value={form.template} onChoose={form.chooseTemplate} />}
        <TemplateContext value={form.template}>
          <PasteContext value={form.take}>
            <CheckFieldsContext value={fields}>
              <Suspense fallback={<Skeleton className="h-14" />}>
                <KindTarget key={kind} kind={kind} takesFocus={!isEdit} />
              </Suspense>
              <PasteNote pasted={form.pasted} />
              <MainFields
                values={values}
                check={typed.check}
                set={form.set}
                problems={problems}
                regions={regions}
                onName={form.setName}
              />
              {policy !== undefined && (
                <MonitorWords
                  policy={policy}
                  intervalSec={typed.intervalSec}
                  regions={typed.regions.length}
                />
              )}
              <Suspense fallback={null}>
                <KindOptions key={kind} kind={kind} />
              </Suspense>
            </CheckFieldsContext>
          </PasteContext>
        </TemplateContext>
        <div ref={results} className="scroll-my-5 empty:hidden">
          <TrialResults
            trial={trial}
            isOld={trial.asked !== null && JSON.stringify(trialOf(typed)) !== JSON.stringify(trial.asked)}
            regionName={(code) => regions.find((region) => region.code === code)?.name ?? code}
          />
        </div>
      </div>
      <FormFoot
        submitLabel={editedId === undefined ? t("add") : t("save")}
        busy={form.busy}
        onCancel={handlers.onCancel}
      >
        {kind !== "heartbeat" && (
          <Button busy={trial.running} onClick={() => form.tryTest() && trial.start(trialOf(typed))}>
            {!trial.running && <FlaskConical aria-hidden className="size-4" />}
            {t("test.start")}
          </Button>
        )}
      </FormFoot>
    </form>
  );
}

function trialOf({ check, timeoutMs, regions }: MonitorInput): TrialInput {
  return { check, timeoutMs, regions };
}
