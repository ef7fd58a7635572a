"use client";

import { Smartphone, TicketCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { AccountRow, AccountSection, RowIcon } from "./account-section.tsx";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { StateLabel } from "./state-label.tsx";
import { TotpDialog, type TotpOffer } from "./totp-dialog.tsx";
import { useAccount } from "./use-account.ts";
import { useCommand } from "./use-command.ts";

export function TwoFactorSection() {
  const t = useTranslations("account.twoFactor");
  const { account } = useAccount();
  const [codes, setCodes] = useState<string[]>();
  const isOn = account.totpSince !== null;
  return (
    <AccountSection
      id="two-factor"
      title={t("title")}
      note={t("note")}
      action={<StateLabel on={isOn}>{t(isOn ? "on" : "off")}</StateLabel>}
    >
      <TotpRow since={account.totpSince} onCodes={setCodes} />
      {account.recoveryCodesLeft > 0 && <RecoveryRow left={account.recoveryCodesLeft} onCodes={setCodes} />}
      {codes !== undefined && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
    </AccountSection>
  );
}

type TotpRowProps = { since: number | null; onCodes: (codes: string[]) => void };

function TotpRow({ since, onCodes }: TotpRowProps) {
  const t = useTranslations("account.twoFactor");
  const format = useFormat();
  const client = useTRPCClient();
  const { busy, run } = useCommand();
  const [offer, setOffer] = useState<TotpOffer>();
  const [asking, setAsking] = useState(false);

  const begin = async () => setOffer(await run(() => client.twoFactor.start.mutate()));
  const turnOff = async () => {
    if (await run(() => client.twoFactor.turnOff.mutate())) toast.success(t("turnedOff"));
  };
  const finish = (codes: string[] | null) => {
    setOffer(undefined);
    toast.success(t("turnedOn"));
    if (codes !== null) onCodes(codes);
  };

  return (
    <AccountRow
      inline
      title={t("app")}
      note={since === null ? t("appNote") : t("appSince", { date: format.date(since) })}
      icon={
        <RowIcon>
          <Smartphone className="size-4" />
        </RowIcon>
      }
    >
      {since === null ? (
        <Button variant="primary" busy={busy} onClick={() => void begin()}>
          {t("setUp")}
        </Button>
      ) : (
        <Button busy={busy} onClick={() => setAsking(true)}>
          {t("turnOff")}
        </Button>
      )}
      {offer !== undefined && (
        <TotpDialog offer={offer} onDone={finish} onClose={() => setOffer(undefined)} />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("turnOffTitle")}
        description={t("turnOffNote")}
        confirmLabel={t("turnOff")}
        cancelLabel={t("keep")}
        onConfirm={() => void turnOff()}
      />
    </AccountRow>
  );
}

function RecoveryRow({ left, onCodes }: { left: number; onCodes: (codes: string[]) => void }) {
  const t = useTranslations("account.twoFactor");
  const client = useTRPCClient();
  const { busy, run } = useCommand();
  const renew = async () => {
    const fresh = await run(() => client.twoFactor.renewCodes.mutate());
    if (fresh) onCodes(fresh.recoveryCodes);
  };
  return (
    <AccountRow
      title={t("recovery")}
      note={t("recoveryLeft", { left })}
      icon={
        <RowIcon>
          <TicketCheck className="size-4" />
        </RowIcon>
      }
    >
      <Button busy={busy} onClick={() => void renew()}>
        {t("renew")}
      </Button>
    </AccountRow>
  );
}
