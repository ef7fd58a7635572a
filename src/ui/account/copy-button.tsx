"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { toast } from "#ui/theme/toast.ts";

const SHOWN_MS = 2_000;

type CopyButtonProps = { text: string; label: string; wide?: boolean; quiet?: boolean };

export function CopyButton({ text, label, wide = false, quiet = false }: CopyButtonProps) {
  const t = useTranslations("account.copy");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Without TLS, or without permission: the text can still be marked by hand.
      toast.error(t("failed"));
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <Button
      size={wide ? "md" : "icon"}
      variant={quiet ? "ghost" : "secondary"}
      className={quiet ? "size-8" : ""}
      aria-label={wide ? undefined : label}
      onClick={() => void copy()}
    >
      <Icon aria-hidden className="size-4" />
      {wide && (copied ? t("done") : label)}
      <span role="status" className="sr-only">
        {copied ? t("done") : ""}
      </span>
    </Button>
  );
}
