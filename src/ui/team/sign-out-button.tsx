"use client";

import { useTranslations } from "next-intl";
import { endSession } from "#ui/auth/end-session.ts";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";

export function SignOutButton({ label }: { label: string }) {
  const t = useTranslations("common");
  const hydrated = useHydrated();
  return (
    <Button
      variant="ghost"
      size="sm"
      disabled={!hydrated}
      onClick={() => void endSession(t("stillSignedIn"))}
    >
      {label}
    </Button>
  );
}
