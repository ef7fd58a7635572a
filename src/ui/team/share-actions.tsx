"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useShareRefusal } from "./use-share-refusal.ts";

/** The buttons of a page for what all of the workspace shares; for whoever may not change it, the reason in their place. */
export function ShareActions({ children }: { children: ReactNode }) {
  const t = useTranslations("team.share");
  const refusal = useShareRefusal();
  if (refusal === null) return children;
  return <p className="max-w-sm text-xs text-ink-3">{t(refusal)}</p>;
}
