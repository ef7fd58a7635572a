"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldArray } from "react-hook-form";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import type { MonitorFormState } from "./monitor-form-state.ts";

export function HeaderRows({ form }: { form: MonitorFormState }) {
  const t = useTranslations("monitorForm.headers");
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "headers" });
  const { errors } = form.formState;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{t("title")}</legend>
      {fields.map((row, index) => {
        const problem = errors.headers?.[index]?.name?.message ?? errors.headers?.[index]?.value?.message;
        return (
          <div key={row.id} className="flex flex-col gap-1.5">
            <div className="grid grid-cols-[1fr_1fr_auto] gap-2">
              <Input
                {...form.register(`headers.${index}.name`)}
                aria-label={t("name", { number: index + 1 })}
                aria-invalid={errors.headers?.[index]?.name !== undefined}
                placeholder="Authorization"
                autoComplete="off"
                spellCheck={false}
              />
              <Input
                {...form.register(`headers.${index}.value`)}
                aria-label={t("value", { number: index + 1 })}
                aria-invalid={errors.headers?.[index]?.value !== undefined}
                placeholder="Bearer …"
                autoComplete="off"
                spellCheck={false}
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label={t("remove", { number: index + 1 })}
                onClick={() => remove(index)}
              >
                <Trash2 aria-hidden className="size-4" />
              </Button>
            </div>
            {problem !== undefined && <FieldError>{problem}</FieldError>}
          </div>
        );
      })}
      {errors.headers?.root?.message !== undefined && <FieldError>{errors.headers.root.message}</FieldError>}
      <Button size="sm" className="self-start" onClick={() => append({ name: "", value: "" })}>
        <Plus aria-hidden className="size-3.5" />
        {t("add")}
      </Button>
    </fieldset>
  );
}
