"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OwnInvitation } from "#contracts/member.ts";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";

/** For whoever comes without the link: their address is proven, so that they may join at once. */
export function OwnInvitations({ invitations }: { invitations: readonly OwnInvitation[] }) {
  const t = useTranslations("team.create");
  const role = useTranslations("team.role");
  const client = useTRPCClient();
  const hydrated = useHydrated();
  const [problem, setProblem] = useState<string>();
  const join = async (id: string) => {
    try {
      await client.invitation.acceptMine.mutate({ id });
      window.location.assign("/monitors");
    } catch (error) {
      setProblem(errorMessage(error));
    }
  };
  return (
    <section className="mb-6 rounded-lg border bg-accent-soft p-4">
      <h2 className="text-sm font-semibold">{t("invited")}</h2>
      {problem !== undefined && <FieldError>{problem}</FieldError>}
      <ul className="mt-2 flex flex-col gap-2">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex items-center justify-between gap-3 text-sm">
            <span className="min-w-0 break-words">
              {t("invitedTo", { workspace: invitation.workspace, role: role(invitation.role) })}
            </span>
            <Button
              size="sm"
              variant="primary"
              disabled={!hydrated}
              aria-label={t("joinNamed", { workspace: invitation.workspace })}
              onClick={() => void join(invitation.id)}
            >
              {t("join")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
