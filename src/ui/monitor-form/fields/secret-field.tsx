"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { useCheckField } from "../check-fields-context.ts";
import { NewSecret } from "./new-secret.tsx";

const NEW = "new";
const NONE = "none";

/** One of the workspace's secrets by its name; what it is never comes to the browser. */
export function SecretField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const t = useTranslations("checks.secret");
  const trpc = useTRPC();
  const { text, error, set } = useCheckField(name);
  const [adding, setAdding] = useState(false);
  const secrets = useQuery(trpc.secret.list.queryOptions());
  const chosen = /^\{\{\s*secret\.(\w+)\s*\}\}$/.exec(text)?.[1];
  const names = new Set([...(secrets.data ?? []).map((secret) => secret.name), ...(chosen ? [chosen] : [])]);
  const options = [
    { value: NONE, label: t("none") },
    ...[...names].sort().map((one) => ({ value: one, label: one })),
    { value: NEW, label: t("new") },
  ];
  const choose = (next: string) => {
    setAdding(next === NEW);
    if (next !== NEW) set(next === NONE ? "" : `{{secret.${next}}}`);
  };
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Field label={label} error={error} hint={hint ?? t("hint")}>
        {(control) => (
          <Select
            {...control}
            value={adding ? NEW : (chosen ?? NONE)}
            onChange={choose}
            options={options}
            className={chosen === undefined ? undefined : "font-mono text-[0.8125rem]"}
          />
        )}
      </Field>
      {adding && (
        <NewSecret
          onCancel={() => setAdding(false)}
          onCreated={(created) => {
            setAdding(false);
            set(`{{secret.${created}}}`);
          }}
        />
      )}
    </div>
  );
}
