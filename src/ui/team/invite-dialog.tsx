"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { InvitationInput, InvitedRole, TAGGED_ROLES } from "#contracts/member.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { useSaySent } from "./use-say-sent.ts";
import { useRefreshTeam } from "./use-team-command.ts";

type InviteDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  const t = useTranslations("team.invitations.form");
  const { shown, say, hide } = useSaySent();
  return (
    <>
      <DraftDialog
        open={open}
        onOpenChange={onOpenChange}
        title={t("title")}
        description={t("note")}
        unsaved={t("unsaved")}
      >
        {(handlers) => <InviteForm onSent={say} {...handlers} />}
      </DraftDialog>
      {shown !== null && <LinkDialog {...shown} onClose={hide} />}
    </>
  );
}

const NEW: { email: string; role: InvitedRole; tags: string[] } = { email: "", role: "viewer", tags: [] };
const ROLES = InvitedRole.options.toReversed();

type InviteFormProps = DraftHandlers & { onSent: ReturnType<typeof useSaySent>["say"] };

function InviteForm({ onSent, onDirty, onDone, onCancel }: InviteFormProps) {
  const t = useTranslations("team.invitations.form");
  const edit = useTranslations("team.members.edit");
  const client = useTRPCClient();
  const refresh = useRefreshTeam();
  const [initial] = useState(NEW);
  const { values, set, problems, busy, formProps } = useContractForm({
    initial,
    read: (candidate) => readWith(InvitationInput, candidate),
    onDirty,
    async save(input) {
      const sent = await client.invitation.create.mutate(input);
      await refresh();
      onDone();
      onSent(input.email, sent);
    },
  });

  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Field label={t("email")} error={problems.email}>
          {(control) => (
            <Input
              {...control}
              type="email"
              value={values.email}
              onChange={(event) => set({ email: event.target.value })}
              autoComplete="off"
              autoFocus
            />
          )}
        </Field>
        <RoleChoice
          label={edit("role")}
          roles={ROLES}
          value={values.role}
          onChange={(role) => set({ role: InvitedRole.parse(role) })}
        />
        {TAGGED_ROLES.includes(values.role) && (
          <TagInput
            label={edit("tags")}
            value={values.tags}
            onChange={(tags) => set({ tags })}
            error={problems.tags}
            hint={edit("tagsHint")}
          />
        )}
      </FormBody>
      <FormFoot submitLabel={t("submit")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
