"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SentInvitation } from "#contracts/member.ts";
import { toast } from "#ui/theme/toast.ts";

type Shown = { email: string; link: string; problem: string | null };

/** Says how the invitation went out; where no mail left, the link is shown to hand over. */
export function useSaySent() {
  const t = useTranslations("team.invitations");
  const [shown, setShown] = useState<Shown | null>(null);
  const say = (email: string, { link, problem }: SentInvitation) => {
    if (link !== null) setShown({ email, link, problem });
    else toast.success(t("sent", { email }));
  };
  return { shown, say, hide: () => setShown(null) };
}
