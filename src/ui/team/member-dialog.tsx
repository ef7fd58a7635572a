"use client";

import { useTranslations } from "next-intl";
import { MemberChange, type MemberView, TAGGED_ROLES } from "#contracts/member.ts";
import { Role } from "#contracts/role.ts";
import { useFreshProof } from "#ui/account/fresh-proof-context.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { RoleChoice } from "./role-choice.tsx";
import { useRefreshTeam } from "./use-team-command.ts";

type MemberDialogProps = { member: MemberView; ownRole: Role; onOpenChange: (open: boolean) => void };

export function MemberDialog({ member, ownRole, onOpenChange }: MemberDialogProps) {
  const t = useTranslations("team.members.edit");
  return (
    <DraftDialog
      open
      onOpenChange={onOpenChange}
      title={t("title", { name: member.name ?? member.email })}
      description={t("note")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <MemberForm member={member} ownRole={ownRole} {...handlers} />}
    </DraftDialog>
  );
}

type MemberFormProps = DraftHandlers & Pick<MemberDialogProps, "member" | "ownRole">;

function MemberForm({ member, ownRole, onDirty, onDone, onCancel }: MemberFormProps) {
  const t = useTranslations("team.members.edit");
  const roleName = useTranslations("team.role");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const refresh = useRefreshTeam();
  const { userId, role, tags } = member;
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: { userId, role, tags },
    read: (candidate) => readWith(MemberChange, candidate),
    onDirty,
    async save(change) {
      await withProof(() => client.member.update.mutate(change));
      await refresh();
      onDone();
      toast.success(t("saved", { name: member.name ?? member.email, role: roleName(change.role) }));
    },
  });
  const roles = Role.options.filter((option) => ownRole === "owner" || option !== "owner").toReversed();

  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <RoleChoice
          label={t("role")}
          roles={roles}
          value={values.role}
          onChange={(next) => set({ role: next })}
        />
        {TAGGED_ROLES.includes(values.role) && (
          <TagInput
            label={t("tags")}
            value={values.tags}
            onChange={(next) => set({ tags: next })}
            error={problems.tags}
            hint={t("tagsHint")}
          />
        )}
      </FormBody>
      <FormFoot submitLabel={t("save")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
