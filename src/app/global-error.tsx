"use client";

import { TriangleAlert } from "lucide-react";
import { useSyncExternalStore } from "react";
import { chooseLocale } from "#domain/locale/choose-locale.ts";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import "./globals.css";

// Not from the messages: whatever loads those may be what has failed.
const TEXTS = {
  en: {
    title: "Uptick could not be shown",
    message: "Something failed on our side; checks go on all the same.",
    retry: "Try again",
    reference: "Reference:",
  },
  de: {
    title: "Uptick konnte nicht angezeigt werden",
    message: "Auf unserer Seite ist etwas fehlgeschlagen; die Prüfungen laufen trotzdem weiter.",
    retry: "Erneut versuchen",
    reference: "Referenz:",
  },
  hi: {
    title: "Uptick दिखाया नहीं जा सका",
    message: "हमारी ओर कुछ विफल हुआ है; जाँच फिर भी चलती रहती है।",
    retry: "फिर कोशिश करें",
    reference: "संदर्भ:",
  },
};

const never = () => () => undefined;

/** Stands in for the root layout too, so it brings its own document. */
export default function GlobalErrorPage({ error }: { error: Error & { digest?: string } }) {
  const locale = useSyncExternalStore(
    never,
    () => chooseLocale(undefined, navigator.languages.join(",")),
    () => "en" as const,
  );
  const { title, message, retry, reference } = TEXTS[locale];
  return (
    <html lang={locale}>
      <body className="font-sans">
        <title>{`${title} · Uptick`}</title>
        <main className="flex min-h-dvh items-center justify-center">
          <EmptyState
            icon={TriangleAlert}
            heading="h1"
            title={title}
            action={
              // A link to this page: it works where no script does.
              <a
                href="?"
                className="inline-flex h-9 items-center rounded-md border border-line-strong bg-surface px-3.5 font-medium shadow-card hover:bg-hover"
              >
                {retry}
              </a>
            }
          >
            {message}
            {error.digest !== undefined && (
              <p className="mt-3 text-xs text-ink-3">
                {reference} <code className="font-mono select-all">{error.digest}</code>
              </p>
            )}
          </EmptyState>
        </main>
      </body>
    </html>
  );
}
