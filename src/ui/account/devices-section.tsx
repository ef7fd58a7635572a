"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Laptop, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { AccountRow, AccountSection, RowIcon } from "./account-section.tsx";
import { describeBrowser } from "./describe-browser.ts";
import { StateLabel } from "./state-label.tsx";
import { useCommand } from "./use-command.ts";

type Session = {
  id: string;
  createdAt: number;
  lastSeenAt: number;
  userAgent: string | null;
  address: string | null;
  method: string;
  current: boolean;
};

export function DevicesSection() {
  const t = useTranslations("account.devices");
  const client = useTRPCClient();
  const { data: sessions } = useSuspenseQuery(useTRPC().session.list.queryOptions());
  const { busy, run } = useCommand();
  const [asking, setAsking] = useState(false);
  const ordered = [...sessions].sort((a, b) => Number(b.current) - Number(a.current));

  const endOthers = async () => {
    const answer = await run(() => client.session.revokeOthers.mutate());
    if (answer) toast.success(t("othersEnded", { count: answer.ended }));
  };

  return (
    <AccountSection
      id="devices"
      title={t("title")}
      note={t("note")}
      action={
        sessions.length > 1 && (
          <Button busy={busy} onClick={() => setAsking(true)}>
            {t("endOthers")}
          </Button>
        )
      }
    >
      {ordered.map((session) => (
        <DeviceRow key={session.id} session={session} />
      ))}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("endOthersTitle")}
        description={t("endOthersNote")}
        confirmLabel={t("endOthers")}
        cancelLabel={t("cancel")}
        onConfirm={() => void endOthers()}
      />
    </AccountSection>
  );
}

function DeviceRow({ session }: { session: Session }) {
  const t = useTranslations("account.devices");
  const format = useFormat();
  const client = useTRPCClient();
  const { busy, run } = useCommand();
  const { browser, system, isPhone } = describeBrowser(session.userAgent);
  const name = nameOf({ browser, system }, t);
  const Icon = isPhone ? Smartphone : Laptop;

  const end = async () => {
    if (await run(() => client.session.revoke.mutate({ sessionId: session.id }))) toast.success(t("ended"));
  };

  return (
    <AccountRow
      inline
      title={name}
      note={
        <>
          {session.address ?? t("unknownAddress")} · {methodOf(session.method, t)} ·{" "}
          {t("since", { date: format.date(session.createdAt) })}
          <br />
          {t.rich("seen", { ago: () => <TimeAgo at={session.lastSeenAt} /> })}
        </>
      }
      icon={
        <RowIcon>
          <Icon className="size-4" />
        </RowIcon>
      }
    >
      {session.current ? (
        <StateLabel on>{t("thisOne")}</StateLabel>
      ) : (
        <Button size="sm" busy={busy} aria-label={t("endNamed", { name })} onClick={() => void end()}>
          {t("end")}
        </Button>
      )}
    </AccountRow>
  );
}

type Translate = ReturnType<typeof useTranslations<"account.devices">>;

function nameOf(device: { browser: string | null; system: string | null }, t: Translate): string {
  const { browser, system } = device;
  if (browser !== null && system !== null) return t("onSystem", { browser, system });
  return browser ?? system ?? t("unknownDevice");
}

const METHODS = ["password", "passkey", "magic_link", "github", "google", "oidc"] as const;

function methodOf(method: string, t: Translate): string {
  const known = METHODS.find((one) => one === method);
  return known === undefined ? method : t(`method.${known}`);
}
