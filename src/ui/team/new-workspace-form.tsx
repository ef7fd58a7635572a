"use client";

import { useTranslations } from "next-intl";
import { WorkspaceInput } from "#contracts/workspace.ts";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { ownZone, ZoneField } from "#ui/forms/zone-field.tsx";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";

const UNKNOWN_ZONE = "";

export function NewWorkspaceForm() {
  const t = useTranslations("team.create");
  const client = useTRPCClient();
  // The server does not know the reader's zone.
  const hydrated = useHydrated();
  const zoneOf = (typed: string) => (typed === UNKNOWN_ZONE && hydrated ? ownZone() : typed);
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: { name: "", timeZone: UNKNOWN_ZONE },
    read: ({ name, timeZone }) => readWith(WorkspaceInput, { name, timeZone: zoneOf(timeZone) }),
    onDirty: () => undefined,
    async save(input) {
      await client.workspace.create.mutate(input);
      // A whole page load, so that nothing of the workspace before stays in memory.
      window.location.assign("/monitors");
    },
  });

  return (
    <form {...formProps} className="flex flex-col gap-4">
      {problems.root !== undefined && <FieldError>{problems.root}</FieldError>}
      <Field label={t("name")} hint={t("nameHint")} error={problems.name}>
        {(control) => (
          <Input
            {...control}
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
            maxLength={80}
            autoComplete="organization"
            autoFocus
          />
        )}
      </Field>
      <ZoneField
        value={zoneOf(values.timeZone)}
        onChange={(timeZone) => set({ timeZone })}
        error={problems.timeZone}
      />
      <Button type="submit" variant="primary" disabled={!hydrated} busy={busy}>
        {t("submit")}
      </Button>
    </form>
  );
}
