"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Role } from "#contracts/role.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { InvitationsCard } from "./invitations-card.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberRow } from "./member-row.tsx";

type MembersScreenProps = { self: { userId: string; role: Role } };

export function MembersScreen({ self }: MembersScreenProps) {
  const t = useTranslations("team.members");
  const { data: members } = useSuspenseQuery(useTRPC().member.list.queryOptions());
  const [inviting, setInviting] = useState(false);
  const owners = members.filter(({ role }) => role === "owner").length;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        <Button variant="primary" onClick={() => setInviting(true)}>
          <UserPlus aria-hidden className="size-4" />
          {t("invite")}
        </Button>
      </PageHeader>
      <Card>
        <CardHeader title={t("count", { count: members.length })} />
        <ul className="divide-y">
          {members.map((member) => (
            <MemberRow key={member.userId} member={member} self={self} owners={owners} />
          ))}
        </ul>
      </Card>
      <InvitationsCard />
      <InviteDialog open={inviting} onOpenChange={setInviting} />
    </div>
  );
}
