"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { SecretField } from "./secret-field.tsx";

type LinkDialogProps = { email: string; link: string; onClose: () => void };

export function LinkDialog({ email, link, onClose }: LinkDialogProps) {
  const t = useTranslations("team.invitations.link");
  const done = useTranslations("team")("close");
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("note", { email })}>
      <div className="p-5">
        <SecretField label={t("label")} copyLabel={t("copy")} text={link} />
      </div>
      <footer className="flex justify-end border-t px-5 py-3.5">
        <Button variant="primary" onClick={onClose}>
          {done}
        </Button>
      </footer>
    </Dialog>
  );
}
