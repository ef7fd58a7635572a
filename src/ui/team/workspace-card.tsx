"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { WorkspaceInput, type WorkspaceView } from "#contracts/workspace.ts";
import { AccountRow, AccountSection } from "#ui/account/account-section.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { ZoneField } from "#ui/forms/zone-field.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useRefreshTeam } from "./use-team-command.ts";

type WorkspaceCardProps = { workspace: WorkspaceView; canEdit: boolean };

export function WorkspaceCard({ workspace, canEdit }: WorkspaceCardProps) {
  const t = useTranslations("team.general.workspace");
  const rules = useTranslations("team.general.rules");
  const format = useFormat();
  const client = useTRPCClient();
  const refresh = useRefreshTeam();
  const router = useRouter();
  const [dirty, setDirty] = useState(false);
  const { name, timeZone, members, monitors, createdAt } = workspace;
  const form = useContractForm({
    initial: { name, timeZone },
    read: (values) => readWith(WorkspaceInput, values),
    onDirty: setDirty,
    async save(input) {
      await client.workspace.update.mutate(input);
      await refresh();
      // The name in the bar above comes with the page.
      router.refresh();
      setDirty(false);
      toast.success(t("saved"));
    },
  });
  const { values, set, problems, busy, formProps } = form;

  return (
    <AccountSection
      id="workspace"
      title={t("title")}
      note={t("note", { members, monitors, date: format.date(createdAt) })}
    >
      <form {...formProps} className="flex flex-col gap-4 px-4 py-4 sm:px-5">
        {problems.root !== undefined && <FieldError>{problems.root}</FieldError>}
        <fieldset disabled={!canEdit} className="grid min-w-0 gap-4 sm:grid-cols-2">
          <Field label={t("name")} error={problems.name}>
            {(control) => (
              <Input
                {...control}
                value={values.name}
                onChange={(event) => set({ name: event.target.value })}
                maxLength={80}
                autoComplete="off"
              />
            )}
          </Field>
          <div className="min-w-0">
            <ZoneField
              value={values.timeZone}
              onChange={(zone) => set({ timeZone: zone })}
              error={problems.timeZone}
            />
            <p className="mt-1.5 text-xs text-ink-3">{t("zoneHint")}</p>
          </div>
        </fieldset>
        {canEdit && (
          <div className="flex justify-end">
            <Button type="submit" variant="primary" busy={busy} disabled={!dirty}>
              {t("save")}
            </Button>
          </div>
        )}
      </form>
      <AccountRow title={rules("title")} note={rules("note")}>
        <Button asChild>
          <Link href="/alerts/rules">{rules("open")}</Link>
        </Button>
      </AccountRow>
    </AccountSection>
  );
}
