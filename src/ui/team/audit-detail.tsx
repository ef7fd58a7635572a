"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { AuditEntryView } from "#contracts/audit-log.ts";
import { describeBrowser } from "#ui/account/describe-browser.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { type DetailDiff, diffDetail } from "./diff-detail.ts";

/** Everything that is kept of one entry. */
export function AuditDetail({ entry }: { entry: AuditEntryView }) {
  const t = useTranslations("audit.detail");
  const format = useFormat();
  const { action, subject, address, userAgent, at } = entry;
  const { browser, system } = describeBrowser(userAgent);
  const device = [browser, system].filter((part) => part !== null).join(" · ") || userAgent;
  const diff = diffDetail(entry.detail);
  return (
    <div className="border-t bg-sunken/60 px-4 py-4 lg:pl-12">
      <dl className="grid gap-x-6 gap-y-3 text-[0.8125rem] sm:grid-cols-2 lg:grid-cols-4">
        <Term name={t("moment")}>{format.full(at)}</Term>
        <Term name={t("action")}>
          <code className="font-mono text-xs">{action}</code>
        </Term>
        <Term name={t("address")}>{address || t("unknown")}</Term>
        <Term name={t("device")}>{device ?? t("unknown")}</Term>
        {subject !== null && (
          <Term name={t("subject")}>
            <code className="font-mono text-xs break-all">{subject}</code>
          </Term>
        )}
      </dl>
      <Changes diff={diff} />
    </div>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="mt-0.5 break-words">{children}</dd>
    </div>
  );
}

function Changes({ diff: { rows, same } }: { diff: DetailDiff }) {
  const t = useTranslations("audit.detail");
  if (rows.length === 0 && same === 0) return null;
  return (
    <div className="mt-4">
      {rows.length > 0 && (
        <table className="w-full table-fixed border-collapse overflow-hidden rounded-lg bg-surface text-left text-[0.8125rem]">
          <caption className="sr-only">{t("changes")}</caption>
          <thead>
            <tr className="text-xs text-ink-3">
              <th className="w-1/4 border px-2 py-1.5 sm:px-3 font-medium">{t("field")}</th>
              <th className="border px-2 py-1.5 sm:px-3 font-medium">{t("before")}</th>
              <th className="border px-2 py-1.5 sm:px-3 font-medium">{t("after")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ field, before, after }) => (
              <tr key={field} className="align-top">
                <th
                  scope="row"
                  className="border px-2 py-1.5 sm:px-3 font-mono text-xs font-normal break-words text-ink-2"
                >
                  {field}
                </th>
                <td className="border px-2 py-1.5 sm:px-3 break-words text-ink-2">
                  {before ?? t("nothing")}
                </td>
                <td className="border px-2 py-1.5 sm:px-3 font-medium break-words">
                  {after ?? t("nothing")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {same > 0 && <p className="mt-2 text-xs text-ink-3">{t("same", { count: same })}</p>}
    </div>
  );
}
