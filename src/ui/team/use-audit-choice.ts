"use client";

import { useSearchParams } from "next/navigation";
import { type AuditChoice, readAuditChoice, writeAuditChoice } from "./audit-query.ts";

/** The choice lives in the address, so that it can be shared and survives a reload; Back takes one choice back. */
export function useAuditChoice(): [AuditChoice, (change: Partial<AuditChoice>) => void] {
  const params = useSearchParams();
  return [readAuditChoice((name) => params.get(name)), showChange];
}

function showChange(change: Partial<AuditChoice>): void {
  // From the address and not from the last rendering: two changes may come before the next one.
  const params = new URLSearchParams(window.location.search);
  const query = writeAuditChoice({ ...readAuditChoice((name) => params.get(name)), ...change });
  const address = query === "" ? window.location.pathname : `?${query}`;
  // Each pause in typing would be a step back of its own.
  if (change.text !== undefined && Object.keys(change).length === 1) {
    window.history.replaceState(null, "", address);
  } else window.history.pushState(null, "", address);
}
