"use client";

import { useTranslations } from "next-intl";
import type { StatusDomainView } from "#contracts/status-page.ts";
import { CopyButton } from "#ui/account/copy-button.tsx";

/** What has to stand in the zone of the domain: the proof, and the way here. */
export function DnsRecords({ domain }: { domain: StatusDomainView }) {
  const t = useTranslations("statusPages.domain");
  const records = [domain.record, { name: domain.domain, type: "CNAME", value: domain.target }];
  return (
    <ul className="flex flex-col gap-3">
      {records.map(({ type, name, value }) => (
        <li key={type} className="rounded-lg border">
          <p className="border-b bg-sunken/60 px-3 py-1.5 text-xs">
            <span className="font-mono font-semibold">{type}</span>{" "}
            <span className="text-ink-3">{t(type === "TXT" ? "proofNote" : "wayNote")}</span>
          </p>
          <dl className="divide-y">
            <RecordLine label={t("recordName")} text={name} copy={t("copyName", { type })} />
            <RecordLine label={t("recordValue")} text={value} copy={t("copyValue", { type })} />
          </dl>
        </li>
      ))}
    </ul>
  );
}

function RecordLine({ label, text, copy }: { label: string; text: string; copy: string }) {
  return (
    <div className="flex items-center gap-3 py-1 pr-1.5 pl-3">
      <dt className="w-12 shrink-0 text-xs text-ink-3">{label}</dt>
      <dd className="min-w-0 flex-1 font-mono text-xs break-all">{text}</dd>
      <dd className="shrink-0">
        <CopyButton text={text} label={copy} quiet />
      </dd>
    </div>
  );
}
