"use client";

import { useEffect } from "react";
import { leaveGuard } from "./leave-guard.ts";

/** While `dirty`, links, the history, the palette and closing the tab ask before what was typed is lost. */
export function useUnsavedGuard(dirty: boolean): void {
  useEffect(() => (dirty ? leaveGuard.hold() : undefined), [dirty]);
}
