"use client";

import { useTranslations } from "next-intl";

const FIRST_LINE = 80;

/** One line of what a job sent, and all of it on demand. */
export function SentBody({ body }: { body: string | null }) {
  const t = useTranslations("heartbeats.ledger");
  if (body === null) return <span className="text-ink-3">–</span>;
  const line = body.trim().split("\n", 1)[0] ?? "";
  if (line === body && line.length <= FIRST_LINE) {
    return <code className="font-mono text-xs break-all">{body}</code>;
  }
  return (
    <details>
      <summary className="cursor-pointer font-mono text-xs break-all">
        {line.slice(0, FIRST_LINE) || t("body")}
      </summary>
      <pre className="mt-2 max-h-72 overflow-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap">
        {body}
      </pre>
    </details>
  );
}
