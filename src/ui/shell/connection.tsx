"use client";

import { useQueryClient } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useFormat } from "#ui/format/use-format.ts";
import { toast } from "#ui/theme/toast.ts";
import { startWorker } from "./service-worker.ts";
import { keepInstallOffer } from "./use-install-prompt.ts";

const ASK_EVERY_MS = 10 * 60_000;

/** Keeps what is needed without a connection, and says when there is none and when there is a new version. */
export function Connection({ build }: { build: string }) {
  useWorker();
  useUpdatePrompt(build);
  useEffect(keepInstallOffer, []);
  const online = useSyncExternalStore(
    subscribeOnline,
    () => navigator.onLine,
    () => true,
  );
  return online ? null : <OfflineBanner />;
}

/** What is shown stays, with the time of the last answer. */
function OfflineBanner() {
  const t = useTranslations("shell.offline");
  const format = useFormat();
  const queryClient = useQueryClient();
  const [asOf] = useState(() =>
    Math.max(
      0,
      ...queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.dataUpdatedAt),
    ),
  );
  return (
    <p
      role="status"
      className="flex items-center justify-center gap-2 border-b bg-warn-soft px-4 py-2 text-[0.8125rem] font-medium text-warn"
    >
      <WifiOff aria-hidden className="size-4 shrink-0" />
      <span>{asOf === 0 ? t("banner") : t("bannerAsOf", { moment: format.moment(asOf) })}</span>
    </p>
  );
}

function useWorker(): void {
  const t = useTranslations("shell.offline");
  const { locale, timeZone } = useFormat();
  useEffect(() => {
    const texts = {
      lang: locale,
      timeZone,
      title: t("title"),
      body: t("body"),
      since: t.raw("since"),
      retry: t("retry"),
    };
    startWorker(texts).catch((error: unknown) => {
      // Uptick does without: in a private window, or where a person has forbidden it.
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    });
  }, [t, locale, timeZone]);
}

/** An open page of an older build goes on; its person decides when to load the new one. */
function useUpdatePrompt(build: string): void {
  const t = useTranslations("shell.update");
  useEffect(() => {
    let askedAt = Date.now();
    const ask = async () => {
      if (document.visibilityState !== "visible" || Date.now() - askedAt < ASK_EVERY_MS) return;
      askedAt = Date.now();
      const present = await readBuild();
      if (present === null || present === build) return;
      toast(t("ready"), {
        id: "uptick-update",
        duration: Number.POSITIVE_INFINITY,
        action: { label: t("reload"), onClick: () => window.location.reload() },
      });
    };
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    const onShown = () => void ask();
    document.addEventListener("visibilitychange", onShown);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onShown);
    };
  }, [build, t]);
}

/** Null while the server does not answer. */
async function readBuild(): Promise<string | null> {
  try {
    const response = await fetch("/api/health/live", { cache: "no-store" });
    const answer: unknown = await response.json();
    const build = typeof answer === "object" && answer !== null && "build" in answer ? answer.build : null;
    return typeof build === "string" ? build : null;
  } catch {
    // The banner says already that there is no connection.
    return null;
  }
}

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
