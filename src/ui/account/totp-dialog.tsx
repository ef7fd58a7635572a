"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { CodeInput } from "./code-input.tsx";
import { CopyButton } from "./copy-button.tsx";
import { useFreshProof } from "./fresh-proof-context.ts";
import { useAccount } from "./use-account.ts";

export type TotpOffer = { secret: string; uri: string; qr: { size: number; path: string } };
type TotpDialogProps = {
  offer: TotpOffer;
  onDone: (recoveryCodes: string[] | null) => void;
  onClose: () => void;
};

/** Scan, then type the first code: only that switches it on. */
export function TotpDialog({ offer, onDone, onClose }: TotpDialogProps) {
  const t = useTranslations("account.totp");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const { refresh } = useAccount();
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() === "") return setProblem(t("missing"));
    setBusy(true);
    setProblem(undefined);
    try {
      const { recoveryCodes } = await withProof(() => client.twoFactor.confirm.mutate({ code }));
      await refresh();
      onDone(recoveryCodes);
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("note")}>
      <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
        <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-5">
          <div className="flex flex-col items-center gap-5 sm:flex-row sm:items-start">
            <QrCode qr={offer.qr} label={t("qr")} />
            <div className="min-w-0 flex-1 self-stretch text-sm text-ink-2">
              <p>{t("scan")}</p>
              <p className="mt-3 text-xs text-ink-3">{t("orType")}</p>
              <div className="mt-1.5 flex items-start gap-2">
                <code className="min-w-0 flex-1 rounded-md border bg-sunken px-2.5 py-2 font-mono text-xs break-words text-ink">
                  {(offer.secret.match(/.{1,4}/g) ?? []).join(" ")}
                </code>
                <CopyButton text={offer.secret} label={t("copy")} />
              </div>
            </div>
          </div>
          <Field label={t("code")} error={problem} hint={t("codeHint")}>
            {(control) => <CodeInput {...control} value={code} onChange={setCode} autoFocus />}
          </Field>
        </div>
        <FormFoot submitLabel={t("confirm")} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** Dark on white in both themes: some readers take nothing else. */
function QrCode({ qr, label }: { qr: TotpOffer["qr"]; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      shapeRendering="crispEdges"
      className="size-44 shrink-0 rounded-lg border bg-white"
    >
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
