"use client";

import { ErrorPanel } from "#ui/primitives/error-panel.tsx";
import "./globals.css";

/** Stands in for the root layout too, so it brings its own document. */
export default function GlobalErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Uptick could not start</title>
        <main className="flex min-h-dvh items-center justify-center">
          <ErrorPanel
            title="Uptick could not be shown"
            message="Something failed on our side; checks go on all the same."
            onRetry={reset}
          />
        </main>
      </body>
    </html>
  );
}
