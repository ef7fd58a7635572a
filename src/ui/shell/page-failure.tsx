"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition, useEffect } from "react";
import { ErrorPanel } from "#ui/primitives/error-panel.tsx";
import { showShellDialog } from "./shell-dialog.ts";

export type PageFailureProps = { error: Error & { digest?: string }; reset: () => void };

/** Instead of a screen that failed: what that means, the number to quote, and another try. */
export function PageFailure({ error, reset }: PageFailureProps) {
  const t = useTranslations("common.failure");
  const router = useRouter();
  // What was open over the screen may be what has failed: another try begins without it.
  useEffect(() => showShellDialog(null), []);
  const retry = () =>
    startTransition(() => {
      // What the server could not do has to be asked of it again.
      router.refresh();
      reset();
    });
  return (
    <ErrorPanel title={t("title")} message={t("message")} onRetry={retry} heading="h1">
      {error.digest !== undefined && (
        <p className="mt-3 text-xs text-ink-3">
          {t.rich("reference", {
            digest: error.digest,
            code: (chunks) => <code className="font-mono select-all">{chunks}</code>,
          })}
        </p>
      )}
    </ErrorPanel>
  );
}
