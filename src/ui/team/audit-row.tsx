"use client";

import { ChevronRight, KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { AuditEntryView } from "#contracts/audit-log.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { AuditDetail } from "./audit-detail.tsx";
import { nameOfSubject } from "./name-of-subject.ts";
import { useAuditWords } from "./use-audit-words.ts";

export const AUDIT_GRID =
  "lg:grid lg:grid-cols-[1rem_9.5rem_minmax(0,1.3fr)_minmax(0,1.5fr)_9rem] lg:items-center lg:gap-4";

export function AuditRow({ entry }: { entry: AuditEntryView }) {
  const t = useTranslations("audit");
  const words = useAuditWords();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const subject = nameOfSubject(entry.detail);
  const { at, actor, byKey, action, address } = entry;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
        className={classNames(
          "grid w-full grid-cols-[minmax(0,1fr)_1rem] items-center gap-x-3 gap-y-0.5 px-4 py-2.5 text-left text-[0.8125rem] hover:bg-hover/60 focus-visible:-outline-offset-2",
          AUDIT_GRID,
        )}
      >
        <ChevronRight
          aria-hidden
          className={classNames("size-4 text-ink-3 transition-transform max-lg:order-2", open && "rotate-90")}
        />
        <span className="text-ink-2 tabular-nums max-lg:order-4 max-lg:col-span-2 max-lg:text-xs">
          <Moment at={at} withDay />
          {address !== null && address !== "" && <span className="lg:hidden"> · {address}</span>}
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-ink-2 max-lg:order-3 max-lg:col-span-2">
          {byKey && <KeyRound aria-label={t("key")} className="size-3.5 shrink-0 text-ink-3" />}
          <span className="truncate">{actor === "" ? t("somebody") : actor}</span>
        </span>
        <span
          className={classNames(
            "truncate font-medium max-lg:order-1",
            action === "access.denied" && "text-down",
          )}
        >
          {words.action(action)}
          {subject !== null && (
            <>
              {" "}
              <span className="ml-1 font-normal text-ink-3">{subject}</span>
            </>
          )}
        </span>
        <span className="truncate text-ink-3 tabular-nums max-lg:hidden">{address}</span>
      </button>
      <div id={panel} hidden={!open}>
        {open && <AuditDetail entry={entry} />}
      </div>
    </li>
  );
}
