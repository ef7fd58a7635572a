"use client";

import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import type { MonitorInput } from "#contracts/check.ts";
import type { Policy } from "#contracts/policy.ts";
import type { TrialInput } from "#contracts/trial.ts";
import type { RegionView } from "#contracts/view.ts";
import { FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { submitByKeys } from "#ui/forms/submit-by-keys.ts";
import { Button } from "#ui/primitives/button.tsx";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { TrialResults } from "#ui/trial/trial-results.tsx";
import { useTrial } from "#ui/trial/use-trial.ts";
import { AdvancedFields } from "./advanced-fields.tsx";
import { type FormValues, inputOf } from "./form-values.ts";
import { MainFields } from "./main-fields.tsx";
import { MonitorWords } from "./monitor-words.tsx";
import { resolveMonitorForm } from "./resolve-monitor-form.ts";
import { TemplateChips } from "./template-chips.tsx";
import { applyTemplate, type Template } from "./templates.ts";
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

/** What a test sends; the rest of the form may be incomplete. */
const TESTED = [
  "url",
  "timeoutSec",
  "regions",
  "method",
  "headers",
  "body",
  "expectedStatus",
  "keywordText",
] as const;

export function MonitorForm({ initial, regions, editedId, isBlank, policy, ...handlers }: MonitorFormProps) {
  const t = useTranslations("monitorForm");
  const { onDirty, onDone, onCancel } = handlers;
  const form = useForm<FormValues, unknown, MonitorInput>({
    defaultValues: initial,
    resolver: resolveMonitorForm,
  });
  const save = useSaveMonitor(form, editedId, onDone);
  const trial = useTrial();
  const [template, setTemplate] = useState<Template>("website");
  const results = useRef<HTMLDivElement>(null);
  const { errors, isSubmitting, isDirty } = form.formState;
  const { setFocus } = form;
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  useEffect(() => {
    if (editedId === undefined) setFocus("url");
  }, [editedId, setFocus]);
  useEffect(() => {
    if (trial.asked !== null) results.current?.scrollIntoView({ block: "nearest" });
  }, [trial.asked]);

  const typed = inputOf(form.watch());
  const choose = (next: Template) => {
    setTemplate(next);
    const filled = applyTemplate(next, form.getValues());
    for (const [name, value] of Object.entries(filled)) {
      form.setValue(name as keyof FormValues, value, { shouldDirty: true });
    }
    form.clearErrors();
  };
  const test = async () => {
    if (await form.trigger(TESTED, { shouldFocus: true })) trial.start(trialOf(inputOf(form.getValues())));
  };

  return (
    <form
      onSubmit={form.handleSubmit(save)}
      onKeyDown={submitByKeys}
      noValidate
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-5">
        {errors.root?.message !== undefined && <FieldError>{errors.root.message}</FieldError>}
        {isBlank && <TemplateChips value={template} onChoose={choose} />}
        <MainFields form={form} regions={regions} suggestsName={isBlank} />
        {policy !== undefined && (
          <MonitorWords policy={policy} intervalSec={typed.intervalSec} regions={typed.regions.length} />
        )}
        <AdvancedFields key={template} form={form} isOpen={template !== "website"} />
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
        busy={isSubmitting}
        onCancel={onCancel}
      >
        <Button busy={trial.running} onClick={() => void test()}>
          {!trial.running && <FlaskConical aria-hidden className="size-4" />}
          {t("test.start")}
        </Button>
      </FormFoot>
    </form>
  );
}

function trialOf({ check, timeoutMs, regions }: MonitorInput): TrialInput {
  return { check, timeoutMs, regions };
}
