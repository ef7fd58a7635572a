"use client";

import { CircleCheck, Clock, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { StatusDomainView, StatusPageDetail } from "#contracts/status-page.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { DnsRecords } from "./dns-records.tsx";
import { DomainForm } from "./domain-form.tsx";
import { usePageCommand } from "./use-page-command.ts";

/** A domain of one's own: claimed, proven by a record in its zone, and given back. */
export function DomainCard({ page, canEdit }: { page: StatusPageDetail; canEdit: boolean }) {
  const t = useTranslations("statusPages.domain");
  const [round, setRound] = useState(0);
  const { domain } = page;
  if (domain === null) {
    return canEdit ? (
      <DomainForm key={round} pageId={page.id} onDiscard={() => setRound(round + 1)} />
    ) : (
      <Card>
        <CardHeader title={t("title")} note={t("none")} />
      </Card>
    );
  }
  return (
    <Card>
      <CardHeader title={t("title")} note={domain.domain} />
      <div className="flex flex-col gap-4 p-4 sm:p-5">
        <DomainState domain={domain} />
        {canEdit && (
          <>
            <p className="text-[0.8125rem] text-ink-2">{t("records")}</p>
            <DnsRecords domain={domain} />
            <DomainActions pageId={page.id} domain={domain.domain} />
          </>
        )}
      </div>
    </Card>
  );
}

const LOOKS = {
  waiting: { icon: Clock, tone: "text-idle" },
  proven: { icon: CircleCheck, tone: "text-up" },
  missing: { icon: TriangleAlert, tone: "text-warn" },
} as const;

function DomainState({ domain }: { domain: StatusDomainView }) {
  const t = useTranslations("statusPages.domain");
  const { state, problem, checkedAt } = domain;
  const { icon: Icon, tone } = LOOKS[state];
  return (
    <div className="flex items-start gap-2.5" role="status">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} strokeWidth={2.25} />
      <div className="min-w-0 text-[0.8125rem]">
        <p className="font-medium">{t(`states.${state}`, { domain: domain.domain })}</p>
        {problem !== null && (
          <p lang="en" className="text-pretty text-ink-2">
            {problem}
          </p>
        )}
        {checkedAt !== null && (
          <p className="text-xs text-ink-3">
            {t("checked")} <TimeAgo at={checkedAt} />
          </p>
        )}
      </div>
    </div>
  );
}

function DomainActions({ pageId, domain }: { pageId: string; domain: string }) {
  const t = useTranslations("statusPages.domain");
  const client = useTRPCClient();
  const check = usePageCommand();
  const removal = usePageCommand();
  const [asking, setAsking] = useState(false);
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        busy={check.busy}
        onClick={() => void check.run(() => client.statusPage.checkDomain.mutate({ id: pageId }))}
      >
        {t("check")}
      </Button>
      <Button variant="ghost" busy={removal.busy} onClick={() => setAsking(true)}>
        {t("remove")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("removeTitle", { domain })}
        description={t("removeNote")}
        confirmLabel={t("removeConfirm")}
        onConfirm={() =>
          void removal.run(() => client.statusPage.removeDomain.mutate({ id: pageId }), t("removed"))
        }
      />
    </div>
  );
}
