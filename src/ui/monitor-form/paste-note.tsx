"use client";

import { ClipboardCheck, KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useKindName } from "#ui/checks/use-kind-name.ts";
import type { Pasted } from "./smart-paste.ts";

/** What was made of a pasted address, and what was left out of it. */
export function PasteNote({ pasted }: { pasted: Pasted | null }) {
  const t = useTranslations("checks.paste");
  const kindName = useKindName();
  return (
    <div role="status" className="flex flex-col gap-1.5 text-xs empty:hidden">
      {pasted !== null && (
        <p className="flex items-start gap-2 text-ink-2">
          <ClipboardCheck aria-hidden className="mt-px size-3.5 shrink-0 text-ink-3" />
          {t("read", { kind: kindName(pasted.kind) })}
        </p>
      )}
      {pasted?.hadCredentials === true && (
        <p className="flex items-start gap-2 text-warn">
          <KeyRound aria-hidden className="mt-px size-3.5 shrink-0" />
          {t("credentials")}
        </p>
      )}
    </div>
  );
}
