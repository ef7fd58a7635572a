"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useCheckField } from "../check-fields-context.ts";
import type { DraftRecord } from "../draft.ts";
import { EXAMPLES } from "../examples.ts";
import { listRows } from "./pairs-field.tsx";

const PLACEHOLDERS = {
  json: "$.token",
  header: "location",
  regex: 'csrf" value="([^"]+)"',
  cookie: "session",
};
type Source = keyof typeof PLACEHOLDERS;
const SOURCES = Object.keys(PLACEHOLDERS) as Source[];

/** What of an answer the steps after it may use. */
export function ExtractField() {
  const t = useTranslations("checks.extract");
  const { dotted, value, problems, set } = useCheckField("extract");
  const rows = (Array.isArray(value) ? value : []) as DraftRecord[];
  const put = (at: number, change: DraftRecord) =>
    set(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{t("title")}</legend>
      {listRows(rows).map(({ row, at, key }) => {
        const [wrongName, wrongVariable] = [
          problems[`${dotted}.${at}.name`],
          problems[`${dotted}.${at}.variable`],
        ];
        const source = SOURCES.find((known) => known === row.source) ?? "json";
        const problem = wrongVariable ?? wrongName;
        return (
          <div key={key} className="flex flex-col gap-1.5">
            <div className="flex flex-wrap items-center gap-2">
              <Input
                aria-label={t("variable", { number: at + 1 })}
                aria-invalid={wrongVariable !== undefined}
                value={String(row.variable)}
                onChange={(event) => put(at, { variable: event.target.value })}
                placeholder={EXAMPLES.variable}
                autoComplete="off"
                spellCheck={false}
                className="w-auto min-w-20 flex-1 font-mono text-[0.8125rem]"
              />
              <Select
                aria-label={t("source", { number: at + 1 })}
                value={source}
                onChange={(next) => put(at, { source: next })}
                options={SOURCES.map((one) => ({ value: one, label: t(`sources.${one}`) }))}
                className="w-auto"
              />
              <Input
                aria-label={t("name", { number: at + 1 })}
                aria-invalid={wrongName !== undefined}
                value={String(row.name)}
                onChange={(event) => put(at, { name: event.target.value })}
                placeholder={PLACEHOLDERS[source]}
                autoComplete="off"
                spellCheck={false}
                className="w-auto min-w-28 flex-[2] font-mono text-[0.8125rem]"
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label={t("remove", { number: at + 1 })}
                onClick={() => set(rows.filter((_, index) => index !== at))}
              >
                <Trash2 aria-hidden className="size-4" />
              </Button>
            </div>
            {problem !== undefined && <FieldError>{problem}</FieldError>}
          </div>
        );
      })}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" onClick={() => set([...rows, { variable: "", source: "json", name: "" }])}>
          <Plus aria-hidden className="size-3.5" />
          {t("add")}
        </Button>
        <p className="text-xs text-ink-3">{t("note", { example: "{{vars.token}}" })}</p>
      </div>
    </fieldset>
  );
}
