"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { TimeZone } from "#contracts/maintenance.ts";
import { ownZone } from "#ui/forms/zone-field.tsx";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { AccountRow } from "./account-section.tsx";

type ZoneRowProps = { timeZone: string | null; onChange: (timeZone: string | null) => Promise<void> };

/** Empty is the zone of whatever browser one sits at. */
export function ZoneRow({ timeZone, onChange }: ZoneRowProps) {
  const t = useTranslations("account.reading");
  const id = useId();
  const hydrated = useHydrated();
  const [text, setText] = useState(timeZone ?? "");
  const [problem, setProblem] = useState<string>();

  const commit = (typed: string) => {
    const wanted = typed.trim();
    if (wanted === (timeZone ?? "")) return setProblem(undefined);
    if (wanted !== "" && !TimeZone.safeParse(wanted).success) return setProblem(t("zoneUnknown"));
    setProblem(undefined);
    void onChange(wanted === "" ? null : wanted);
  };

  return (
    <AccountRow
      title={<label htmlFor={id}>{t("zone")}</label>}
      note={
        <span id={`${id}-note`}>
          {t("zoneNote", { zone: hydrated ? ownZone().replaceAll("_", " ") : "UTC" })}
        </span>
      }
    >
      <div className="flex w-full flex-col gap-1.5 sm:w-56">
        <Input
          id={id}
          value={text}
          list={`${id}-list`}
          placeholder={t("ofBrowser")}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            setText(event.target.value);
            // A choice from the list arrives whole.
            if (isListed(event.target.value)) commit(event.target.value);
          }}
          onBlur={() => commit(text)}
          onKeyDown={(event) => event.key === "Enter" && commit(text)}
        />
        <datalist id={`${id}-list`}>
          {hydrated && Intl.supportedValuesOf("timeZone").map((zone) => <option key={zone} value={zone} />)}
        </datalist>
        {problem !== undefined && <FieldError>{problem}</FieldError>}
      </div>
    </AccountRow>
  );
}

function isListed(zone: string): boolean {
  return Intl.supportedValuesOf("timeZone").includes(zone);
}
