"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { HeartbeatTiming } from "#contracts/checks/heartbeat.ts";
import { CopyButton } from "#ui/account/copy-button.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { SNIPPETS, type SnippetKind, snippetOf } from "./list-snippets.ts";

type SnippetBoxProps = { url: string; timing: HeartbeatTiming };

export function SnippetBox({ url, timing }: SnippetBoxProps) {
  const t = useTranslations("heartbeats.snippets");
  const [kind, setKind] = useState<SnippetKind>("crontab");
  const text = snippetOf(kind, { url, timing });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label={t("label")}
          value={kind}
          onChange={setKind}
          options={SNIPPETS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <CopyButton text={text} label={t("copy")} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard */}
      <div className="max-h-80 overflow-auto rounded-md border bg-sunken px-3 py-2" tabIndex={0}>
        <pre className="font-mono text-xs">{text}</pre>
      </div>
    </div>
  );
}
