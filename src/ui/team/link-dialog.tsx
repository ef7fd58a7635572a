"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { SecretField } from "./secret-field.tsx";

/** `problem`: why no mail left, where one should have. */
type LinkDialogProps = { email: string; link: string; problem: string | null; onClose: () => void };

export function LinkDialog({ email, link, problem, onClose }: LinkDialogProps) {
  const t = useTranslations("team.invitations.link");
  const done = useTranslations("team")("close");
  const note = problem === null ? t("note", { email }) : t("noteFailed", { email, problem });
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={note}>
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
