"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { leaveGuard } from "#ui/forms/leave-guard.ts";

/** Goes to another screen, after a question where that would lose unsaved text. */
export function useGo(): (href: Route) => void {
  const router = useRouter();
  return useCallback((href: Route) => leaveGuard.leave(() => router.push(href)), [router]);
}
