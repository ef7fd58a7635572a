"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Markdown } from "#ui/markdown/markdown.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Textarea } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";

type BodyFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  rows?: number;
  maxLength?: number;
};

/** Markdown, as it is written or as visitors read it. */
export function BodyField({ label, value, onChange, error, rows = 5, maxLength = 20_000 }: BodyFieldProps) {
  const t = useTranslations("statusPosts.body");
  const [mode, setMode] = useState<"write" | "preview">("write");
  return (
    <div className="flex flex-col gap-2">
      {mode === "write" ? (
        <Field label={label} error={error} hint={t("hint")}>
          {(control) => (
            <Textarea
              {...control}
              rows={rows}
              maxLength={maxLength}
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <section aria-label={label} className="flex flex-col gap-1.5">
          <p className="text-[0.8125rem] font-medium">{label}</p>
          <div className="min-h-28 rounded-md border bg-sunken p-3">
            <Markdown text={value === "" ? t("empty") : value} />
          </div>
        </section>
      )}
      <div>
        <Segmented
          label={t("view")}
          value={mode}
          onChange={setMode}
          options={[
            { value: "write", label: t("write") },
            { value: "preview", label: t("preview") },
          ]}
        />
      </div>
    </div>
  );
}
