"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import type { SentInvitation } from "#contracts/member.ts";

type Shown = { email: string; link: string };

/** Says how the invitation went out; where no mail is set up, the link is shown to hand over. */
export function useSaySent() {
  const t = useTranslations("team.invitations");
  const [shown, setShown] = useState<Shown | null>(null);
  const say = (email: string, { link, problem }: SentInvitation) => {
    if (link !== null) setShown({ email, link });
    else if (problem !== null) toast.error(t("failed", { problem }), { duration: 15_000 });
    else toast.success(t("sent", { email }));
  };
  return { shown, say, hide: () => setShown(null) };
}
