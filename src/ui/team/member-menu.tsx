"use client";

import { Crown, EllipsisVertical, UserMinus, UserPen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MemberView } from "#contracts/member.ts";
import type { Role } from "#contracts/role.ts";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { MemberDialog } from "./member-dialog.tsx";
import { useTeamCommand } from "./use-team-command.ts";

type MemberMenuProps = { member: MemberView; self: { userId: string; role: Role } };

export function MemberMenu({ member, self }: MemberMenuProps) {
  const t = useTranslations("team.members");
  const cancel = useTranslations("team")("cancel");
  const client = useTRPCClient();
  const { run } = useTeamCommand();
  const [asking, setAsking] = useState<"change" | "hand over" | "remove" | null>(null);
  const { userId, role } = member;
  const name = member.name ?? member.email;
  const isSelf = userId === self.userId;
  const close = (open: boolean) => !open && setAsking(null);

  const remove = async () => {
    if (await run(() => client.member.remove.mutate({ userId }))) toast.success(t("removed", { name }));
  };
  const handOver = async () => {
    // A whole page load: from now on the reader may do less.
    if (await run(() => client.member.transfer.mutate({ userId }))) window.location.assign("/settings");
  };

  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("actions", { name })}>
            <EllipsisVertical aria-hidden className="size-4" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setAsking("change")}>
            <UserPen aria-hidden className="size-4 text-ink-3" />
            {t("change")}
          </MenuItem>
          {self.role === "owner" && role !== "owner" && (
            <MenuItem onSelect={() => setAsking("hand over")}>
              <Crown aria-hidden className="size-4 text-ink-3" />
              {t("handOver")}
            </MenuItem>
          )}
          {!isSelf && (
            <>
              <MenuSeparator />
              <MenuItem danger onSelect={() => setAsking("remove")}>
                <UserMinus aria-hidden className="size-4" />
                {t("remove")}
              </MenuItem>
            </>
          )}
        </MenuContent>
      </Menu>
      {asking === "change" && <MemberDialog member={member} ownRole={self.role} onOpenChange={close} />}
      <ConfirmDialog
        open={asking === "remove"}
        onOpenChange={close}
        title={t("removeAsk", { name })}
        description={t("removeNote")}
        confirmLabel={t("removeConfirm")}
        cancelLabel={cancel}
        onConfirm={() => void remove()}
      />
      <ConfirmDialog
        open={asking === "hand over"}
        onOpenChange={close}
        title={t("handOverAsk", { name })}
        description={t("handOverNote")}
        confirmLabel={t("handOverConfirm")}
        cancelLabel={cancel}
        onConfirm={() => void handOver()}
      />
    </>
  );
}
