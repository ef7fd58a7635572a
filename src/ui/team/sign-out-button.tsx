"use client";

import { endSession } from "#ui/auth/end-session.ts";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";

export function SignOutButton({ label }: { label: string }) {
  const hydrated = useHydrated();
  return (
    <Button variant="ghost" size="sm" disabled={!hydrated} onClick={() => void endSession()}>
      {label}
    </Button>
  );
}
