"use client";

import { useTranslations } from "next-intl";
import { LocationInput, type LocationToken } from "#contracts/private-location.ts";
import { useFreshProof } from "#ui/account/fresh-proof-context.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import type { DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useRefreshLocations } from "./use-refresh-locations.ts";

type LocationFormProps = DraftHandlers & {
  /** Null: a new one. */
  location: { code: string; name: string } | null;
  onMade?: (made: LocationToken) => void;
};

export function LocationForm({ location, onMade, onDirty, onDone, onCancel }: LocationFormProps) {
  const t = useTranslations("regions.own.form");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const refresh = useRefreshLocations();
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: { name: location?.name ?? "" },
    read: (typed) => readWith(LocationInput, typed),
    onDirty,
    async save({ name }) {
      const made = location
        ? await client.region.rename.mutate({ code: location.code, name }).then(() => null)
        : await withProof(() => client.region.create.mutate({ name }));
      await refresh();
      onDone();
      if (made !== null) onMade?.(made);
    },
  });
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
      </FormBody>
      <FormFoot submitLabel={location ? t("save") : t("submit")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
