"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { EscalationPolicyView } from "#contracts/escalation.ts";
import type { AlertRules, AlertRulesView, Severity } from "#contracts/policy.ts";
import { describePolicy, findPolicyWarnings } from "#domain/policy/describe-policy.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { MonitorPicker } from "#ui/forms/monitor-picker.tsx";
import type { Problems, Read } from "#ui/forms/read-with.ts";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { PolicyFields } from "#ui/policy-form/policy-fields.tsx";
import { type PolicyValues, readPolicy, valuesOfPolicy } from "#ui/policy-form/policy-values.ts";
import { PolicyWords } from "#ui/policy-form/policy-words.tsx";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

/** A select cannot hold "". */
const NO_ESCALATION = "none";

type Values = {
  isOwn: boolean;
  policy: PolicyValues;
  severity: Severity;
  parentIds: string[];
  escalation: string;
};
type AlertRulesFormProps = DraftHandlers & {
  id: string;
  view: AlertRulesView;
  policies: readonly EscalationPolicyView[];
};

export function AlertRulesForm({ id, view, policies, onDirty, onDone, onCancel }: AlertRulesFormProps) {
  const t = useTranslations("monitorPage.rules");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (rules: AlertRules) => {
    await client.monitor.setRules.mutate({ id, rules });
    onDone();
    toast.success(t("saved"));
    void queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.workspace.pathKey() });
  };
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: valuesOf(view),
    read: (typed) => readRules(typed, t("tooManyParents")),
    save,
    onDirty,
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <SwitchRow
          label={t("ownLabel")}
          note={t("ownNote")}
          checked={values.isOwn}
          onChange={(isOwn) => set({ isOwn })}
        />
        <InWords values={values} view={view} />
        {values.isOwn && (
          <PolicyFields
            values={values.policy}
            onChange={(policy) => set({ policy })}
            problems={policyProblems(problems)}
          />
        )}
        <SwitchRow
          label={t("criticalLabel")}
          note={t("criticalNote")}
          checked={values.severity === "critical"}
          onChange={(critical) => set({ severity: critical ? "critical" : "normal" })}
        />
        <Field
          label={t("escalation")}
          error={problems["rules.escalationPolicyId"]}
          hint={t("escalationHint")}
        >
          {(control) => (
            <Select
              {...control}
              value={values.escalation}
              onChange={(escalation) => set({ escalation })}
              options={[
                { value: NO_ESCALATION, label: t("noEscalation") },
                ...policies.map((policy) => ({ value: policy.id, label: policy.name })),
              ]}
            />
          )}
        </Field>
        <MonitorPicker
          label={t("dependsOnLabel")}
          chosen={values.parentIds}
          onChange={(parentIds) => set({ parentIds })}
          error={problems["rules.parentIds"] ?? problems.parentIds}
          without={id}
        />
      </FormBody>
      <FormFoot submitLabel={t("save")} busy={busy} onCancel={onCancel} />
    </form>
  );
}

/** As it is typed; while it cannot be read, nothing. */
function InWords({ values, view }: { values: Values; view: AlertRulesView }) {
  const read = readPolicy(values.policy);
  const own = read.kind === "input" ? read.input : null;
  const policy = values.isOwn ? own : view.workspacePolicy;
  if (policy === null) return null;
  return (
    <div aria-live="polite" className="rounded-lg bg-sunken px-3.5 py-3">
      <PolicyWords
        sentences={describePolicy(policy, view.regions)}
        warnings={findPolicyWarnings(policy, view)}
      />
    </div>
  );
}

function valuesOf({ rules, workspacePolicy }: AlertRulesView): Values {
  return {
    isOwn: rules.policy !== null,
    policy: valuesOfPolicy(rules.policy ?? workspacePolicy),
    severity: rules.severity,
    parentIds: rules.parentIds,
    escalation: rules.escalationPolicyId ?? NO_ESCALATION,
  };
}

function readRules(values: Values, tooManyParents: string): Read<AlertRules> {
  const { severity, parentIds, escalation } = values;
  const rest = { severity, parentIds, escalationPolicyId: escalation === NO_ESCALATION ? null : escalation };
  if (parentIds.length > 20) return { kind: "problems", problems: { parentIds: tooManyParents } };
  if (!values.isOwn) return { kind: "input", input: { policy: null, ...rest } };
  const policy = readPolicy(values.policy);
  return policy.kind === "problems" ? policy : { kind: "input", input: { policy: policy.input, ...rest } };
}

/** The server names the policy's fields from the rules on, the form from the policy on. */
function policyProblems(problems: Problems): Problems {
  const named = Object.entries(problems).map(([path, text]) => [path.replace(/^rules\.policy\./, ""), text]);
  return Object.fromEntries(named);
}
