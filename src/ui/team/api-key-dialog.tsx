"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiKeyInput, ApiScope } from "#contracts/api-key.ts";
import { useFreshProof } from "#ui/account/fresh-proof-context.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { ApiKeyShownDialog } from "./api-key-shown-dialog.tsx";
import { ScopeChoice } from "./scope-choice.tsx";
import { useRefreshTeam } from "./use-team-command.ts";

type ApiKeyDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function ApiKeyDialog({ open, onOpenChange }: ApiKeyDialogProps) {
  const t = useTranslations("team.keys.form");
  const [made, setMade] = useState<string | null>(null);
  return (
    <>
      <DraftDialog
        open={open}
        onOpenChange={onOpenChange}
        title={t("title")}
        description={t("note")}
        unsaved={t("unsaved")}
      >
        {(handlers) => <ApiKeyForm onMade={setMade} {...handlers} />}
      </DraftDialog>
      {made !== null && <ApiKeyShownDialog apiKey={made} onClose={() => setMade(null)} />}
    </>
  );
}

const NEVER = "never";
const DAYS = ["30", "90", "365", NEVER] as const;
const NEW = { name: "", scopes: ["read"] as ApiScope[], days: "90" as (typeof DAYS)[number] };

function ApiKeyForm({
  onMade,
  onDirty,
  onDone,
  onCancel,
}: DraftHandlers & { onMade: (key: string) => void }) {
  const t = useTranslations("team.keys.form");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const refresh = useRefreshTeam();
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: NEW,
    read: ({ days, ...rest }) =>
      readWith(ApiKeyInput, { ...rest, expiresInDays: days === NEVER ? null : Number(days) }),
    onDirty,
    async save(input) {
      const { key } = await withProof(() => client.apiKey.create.mutate(input));
      await refresh();
      onDone();
      onMade(key);
    },
  });
  const nameOf = (days: (typeof DAYS)[number]) =>
    days === NEVER ? t("never") : days === "365" ? t("year") : t("days", { days: Number(days) });

  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Field label={t("name")} hint={t("nameHint")} error={problems.name}>
          {(control) => (
            <Input
              {...control}
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
              maxLength={80}
              autoComplete="off"
              autoFocus
            />
          )}
        </Field>
        <ScopeChoice
          label={t("scopes")}
          options={ApiScope.options}
          chosen={values.scopes}
          onChange={(scopes) => set({ scopes })}
          error={problems.scopes}
        />
        <Field label={t("expiry")} error={problems.expiresInDays}>
          {(control) => (
            <Select
              {...control}
              value={values.days}
              onChange={(days) => set({ days })}
              options={DAYS.map((value) => ({ value, label: nameOf(value) }))}
            />
          )}
        </Field>
      </FormBody>
      <FormFoot submitLabel={t("submit")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
