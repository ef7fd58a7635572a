"use client";

import { ErrorPanel } from "#ui/primitives/error-panel.tsx";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const reference = error.digest === undefined ? "" : ` Reference: ${error.digest}.`;
  return (
    <main id="content" className="flex min-h-[70dvh] items-center justify-center">
      <ErrorPanel
        title="This page could not be loaded"
        message={`Something failed on our side; checks go on all the same.${reference}`}
        onRetry={reset}
      />
    </main>
  );
}
