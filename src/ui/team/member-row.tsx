"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { MemberView } from "#contracts/member.ts";
import type { Role } from "#contracts/role.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { MemberMenu } from "./member-menu.tsx";
import { RoleLabel } from "./role-label.tsx";

type MemberRowProps = { member: MemberView; self: { userId: string; role: Role }; owners: number };

export function MemberRow({ member, self, owners }: MemberRowProps) {
  const t = useTranslations("team.members");
  const { name, email, role, tags, lastSeenAt, hasSecondFactor } = member;
  const isSelf = member.userId === self.userId;
  const isLastOwner = role === "owner" && owners === 1;
  const canChange = (self.role === "owner" || role !== "owner") && !isLastOwner;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <span
        aria-hidden
        data-verbatim
        className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent-text max-sm:hidden"
      >
        {[...(name ?? email).trim()][0]?.toUpperCase()}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h3 data-verbatim className="min-w-0 text-sm font-medium break-words">
            {name ?? email}
          </h3>
          {isSelf && <span className="rounded border px-1.5 text-[0.6875rem] text-ink-2">{t("you")}</span>}
          {hasSecondFactor && (
            <span
              title={t("secondFactorNote")}
              className="inline-flex items-center gap-1 text-[0.6875rem] text-up"
            >
              <ShieldCheck aria-hidden className="size-3.5" />
              {t("secondFactor")}
            </span>
          )}
        </div>
        <p className="mt-0.5 text-xs break-words text-ink-3">
          {name !== null && `${email} · `}
          {lastSeenAt === null ? t("neverSeen") : t.rich("seen", { ago: () => <TimeAgo at={lastSeenAt} /> })}
        </p>
        {tags.length > 0 && (
          <p className="mt-0.5 text-xs break-words text-ink-2">{t("tagged", { tags: tags.join(", ") })}</p>
        )}
      </div>
      <RoleLabel role={role} />
      {canChange ? (
        <MemberMenu member={member} self={self} />
      ) : (
        <span aria-hidden className="size-9 shrink-0" />
      )}
    </li>
  );
}
