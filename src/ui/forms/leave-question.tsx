"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { leaveGuard } from "./leave-guard.ts";

/** Stands once in the page and asks for every form that `useUnsavedGuard` holds. */
export function LeaveQuestion() {
  const t = useTranslations("common.leave");
  const question = useSyncExternalStore(leaveGuard.subscribe, leaveGuard.question, () => null);
  useGuardedWays();
  return (
    <ConfirmDialog
      open={question !== null}
      onOpenChange={(open) => !open && leaveGuard.stay()}
      title={t("title")}
      description={t("description")}
      confirmLabel={t("discard")}
      cancelLabel={t("keep")}
      onConfirm={leaveGuard.discard}
    />
  );
}

/** The ways out of a page that no button of ours asks about. */
function useGuardedWays(): void {
  const router = useRouter();
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (leaveGuard.isDirty()) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const url = leaveGuard.isDirty() ? otherPage(event) : null;
      if (url === null) return;
      event.preventDefault();
      event.stopPropagation();
      leaveGuard.leave(() => router.push(url));
    };
    const onNavigate = (event: NavigateEvent) => {
      if (event.navigationType !== "traverse" || !event.cancelable || !leaveGuard.isDirty()) return;
      event.preventDefault();
      const { key } = event.destination;
      leaveGuard.leave(() => window.navigation.traverseTo(key));
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    const history = "navigation" in window ? window.navigation : undefined;
    history?.addEventListener("navigate", onNavigate);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
      history?.removeEventListener("navigate", onNavigate);
    };
  }, [router]);
}

/** Where a plain click on a link leads within Uptick; null where it opens elsewhere or stays on the page. */
function otherPage(event: MouseEvent): Route | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link === null || link.target === "_blank" || link.hasAttribute("download")) return null;
  const url = new URL(link.href, window.location.href);
  if (url.origin !== window.location.origin || url.pathname === window.location.pathname) return null;
  return `${url.pathname}${url.search}${url.hash}` as Route;
}
