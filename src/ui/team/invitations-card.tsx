"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { InvitationView } from "#contracts/member.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { useSaySent } from "./use-say-sent.ts";
import { useTeamCommand } from "./use-team-command.ts";

export function InvitationsCard() {
  const t = useTranslations("team.invitations");
  const { data: invitations } = useSuspenseQuery(useTRPC().invitation.list.queryOptions());
  if (invitations.length === 0) return null;
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note")} />
      <ul className="divide-y">
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Card>
  );
}

function InvitationRow({ invitation }: { invitation: InvitationView }) {
  const t = useTranslations("team.invitations");
  const role = useTranslations("team.role");
  const tagged = useTranslations("team.members");
  const format = useFormat();
  const client = useTRPCClient();
  const { busy, run } = useTeamCommand();
  const { shown, say, hide } = useSaySent();
  const { id, email, expired, mailed, tags } = invitation;

  const resend = async () => {
    const sent = await run(() => client.invitation.resend.mutate({ id }));
    if (sent) say(email, sent);
  };
  const revoke = async () => {
    if (await run(() => client.invitation.revoke.mutate({ id }))) toast.success(t("revoked", { email }));
  };

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="text-sm font-medium break-words">{email}</h3>
        <p className="mt-0.5 text-xs break-words text-ink-3">
          {t("as", { role: role(invitation.role) })} · {mailed ? t("mailed") : t("byLink")} ·{" "}
          <span className={classNames(expired && "font-medium text-warn")}>
            {expired ? t("expired") : t("until", { date: format.date(invitation.expiresAt) })}
          </span>
          {tags.length > 0 && ` · ${tagged("tagged", { tags: tags.join(", ") })}`}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" busy={busy} aria-label={t("resendNamed", { email })} onClick={() => void resend()}>
          {mailed ? t("resend") : t("newLink")}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          disabled={busy}
          aria-label={t("revokeNamed", { email })}
          onClick={() => void revoke()}
        >
          {t("revoke")}
        </Button>
      </div>
      {shown !== null && <LinkDialog {...shown} onClose={hide} />}
    </li>
  );
}
