"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "#ui/account/copy-button.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { snippetsOf } from "./hook-snippets.ts";
import type { ShownAddress } from "./hooks-screen.tsx";

const BOX = "overflow-x-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs";

/** Uptick keeps only a digest of the address, so this is the one time to copy it. */
export function HookAddressDialog({ url, kind, onClose }: ShownAddress & { onClose: () => void }) {
  const t = useTranslations("hooks.address");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("title")} description={t("note")}>
      <div className="flex flex-col gap-5 overflow-y-auto p-5">
        {snippetsOf(kind, url).map(({ name, text }) => (
          <div key={name} className="flex flex-col gap-1.5">
            <div className="flex items-center justify-between gap-2">
              <h3 className="text-[0.8125rem] font-medium">{t(`snippet.${name}`)}</h3>
              <CopyButton text={text} label={t("copy", { what: t(`snippet.${name}`) })} quiet />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard */}
            <pre tabIndex={0} className={BOX}>
              {text}
            </pre>
          </div>
        ))}
        <p className="text-xs text-ink-3">{t(`explain.${kind}`)}</p>
      </div>
      <footer className="flex justify-end border-t px-5 py-3.5">
        <Button variant="primary" onClick={onClose}>
          {t("done")}
        </Button>
      </footer>
    </Dialog>
  );
}
