"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";

type HookDialogProps = { hookUrl: string; onClose: () => void };

/** The address for deploys. Uptick keeps only a digest of it, so this is the one time to copy it. */
export function HookDialog({ hookUrl, onClose }: HookDialogProps) {
  const t = useTranslations("maintenance.hook");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("title")} description={t("note")}>
      <div className="flex flex-col gap-5 overflow-y-auto p-5">
        <Command label={t("before")} text={`curl -fsS -X POST "${hookUrl}/start?minutes=15"`} />
        <Command label={t("after")} text={`curl -fsS -X POST "${hookUrl}/stop"`} />
        <p className="text-xs text-ink-3">{t("explain")}</p>
      </div>
      <footer className="flex justify-end border-t px-5 py-3.5">
        <Button variant="primary" onClick={onClose}>
          {t("done")}
        </Button>
      </footer>
    </Dialog>
  );
}

function Command({ label, text }: { label: string; text: string }) {
  const t = useTranslations("maintenance.hook");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-[0.8125rem] font-medium">{label}</h3>
        <Button size="sm" onClick={() => void copy()}>
          <Icon aria-hidden className="size-3.5" />
          {t(copied ? "copied" : "copy")}
          <span className="sr-only">: {label}</span>
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs">
        {text}
      </pre>
    </div>
  );
}
