"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ApiKeyView } from "#contracts/api-key.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { scopeName } from "./scope-name.ts";
import { useTeamCommand } from "./use-team-command.ts";

export function ApiKeyRow({ apiKey }: { apiKey: ApiKeyView }) {
  const t = useTranslations("team.keys");
  const cancel = useTranslations("team")("cancel");
  const format = useFormat();
  const client = useTRPCClient();
  const { busy, run } = useTeamCommand();
  const [asking, setAsking] = useState(false);
  const { id, name, prefix, scopes, state, createdBy, expiresAt, lastUsedAt, lastUsedFrom } = apiKey;
  const date = format.date(apiKey.createdAt);

  const revoke = async () => {
    if (await run(() => client.apiKey.revoke.mutate({ id }))) toast.success(t("revoked", { name }));
  };

  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3.5">
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h3 className="min-w-0 text-sm font-medium break-words">{name}</h3>
          <code className="rounded bg-sunken px-1.5 py-0.5 font-mono text-xs text-ink-2">{prefix}…</code>
          <span
            className={classNames(
              "rounded-full px-2 py-0.5 text-[0.6875rem] font-medium",
              state === "live" ? "bg-up-soft text-up" : "bg-idle-soft text-idle",
            )}
          >
            {t(`state.${state}`)}
          </span>
        </div>
        <ul className="mt-1.5 flex flex-wrap gap-1.5">
          {scopes.map((scope) => (
            <li key={scope} className="rounded border px-1.5 py-0.5 text-[0.6875rem] text-ink-2">
              {t(`scope.${scopeName(scope)}`)}
            </li>
          ))}
        </ul>
        <p className="mt-1.5 text-xs break-words text-ink-3">
          {lastUsedAt === null
            ? t("unused")
            : t.rich("used", { ago: () => <TimeAgo at={lastUsedAt} />, address: lastUsedFrom ?? "–" })}
          {" · "}
          {expiresAt === null ? t("noExpiry") : t("expires", { date: format.date(expiresAt) })}
          {" · "}
          {createdBy === null ? t("byNobody", { date }) : t("by", { who: createdBy, date })}
        </p>
      </div>
      {state === "live" && (
        <Button size="sm" busy={busy} aria-label={t("revokeNamed", { name })} onClick={() => setAsking(true)}>
          {t("revoke")}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("revokeAsk", { name })}
        description={t("revokeNote")}
        confirmLabel={t("revokeConfirm")}
        cancelLabel={cancel}
        onConfirm={() => void revoke()}
      />
    </li>
  );
}
