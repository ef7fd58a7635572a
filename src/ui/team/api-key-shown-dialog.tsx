"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { SecretField } from "./secret-field.tsx";

/** The only time that the key is readable. */
export function ApiKeyShownDialog({ apiKey, onClose }: { apiKey: string; onClose: () => void }) {
  const t = useTranslations("team.keys.shown");
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("note")}>
      <div className="flex min-h-0 flex-col gap-5 overflow-y-auto p-5">
        <SecretField label={t("label")} copyLabel={t("copy")} text={apiKey} />
        <div>
          <p className="text-[0.8125rem] text-ink-2">{t("how")}</p>
          <pre className="mt-1.5 rounded-lg border bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap">
            Authorization: Bearer {apiKey.slice(0, 13)}…
          </pre>
        </div>
      </div>
      <footer className="flex justify-end border-t px-5 py-3.5">
        <Button variant="primary" onClick={onClose}>
          {t("done")}
        </Button>
      </footer>
    </Dialog>
  );
}
