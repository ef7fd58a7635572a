"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { CopyButton } from "./copy-button.tsx";
import { useAccount } from "./use-account.ts";

/** The only time that they are readable. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useTranslations("account.recoveryCodes");
  const { account } = useAccount();
  const text = `${t("fileHead", { email: account.email })}\n\n${codes.join("\n")}\n`;
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("note")}>
      <div className="min-h-0 flex-1 overflow-y-auto p-5">
        <ol className="grid grid-cols-1 gap-x-6 gap-y-1.5 rounded-lg border bg-sunken p-4 font-mono text-sm min-[420px]:grid-cols-2">
          {codes.map((code) => (
            <li key={code} className="tabular-nums">
              {code}
            </li>
          ))}
        </ol>
        <div className="mt-4 flex flex-wrap gap-2">
          <Button asChild>
            <a
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
              download="uptick-recovery-codes.txt"
            >
              <Download aria-hidden className="size-4" />
              {t("download")}
            </a>
          </Button>
          <CopyButton text={text} label={t("copy")} wide />
        </div>
      </div>
      <footer className="flex justify-end border-t px-5 py-3.5">
        <Button variant="primary" onClick={onClose}>
          {t("saved")}
        </Button>
      </footer>
    </Dialog>
  );
}
