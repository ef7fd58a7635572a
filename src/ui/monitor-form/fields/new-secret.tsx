"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { SecretInput } from "#contracts/secret.ts";
import { type Problems, readWith } from "#ui/forms/read-with.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { EXAMPLES } from "../examples.ts";

type NewSecretProps = { onCreated: (name: string) => void; onCancel: () => void };

/** Within another form, so it is none itself: Enter in its fields saves the secret and not the monitor. */
export function NewSecret({ onCreated, onCancel }: NewSecretProps) {
  const t = useTranslations("checks.secret");
  const common = useTranslations("common.form");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const create = useMutation(trpc.secret.create.mutationOptions());
  const [typed, setTyped] = useState({ name: "", value: "" });
  const [problems, setProblems] = useState<Problems>({});
  const save = async () => {
    const read = readWith(SecretInput, typed);
    if (read.kind === "problems") return setProblems(read.problems);
    try {
      await create.mutateAsync(read.input);
    } catch (error) {
      const listed = fieldProblems(error).map(({ path, message }) => [path, message] as const);
      return setProblems(listed.length > 0 ? Object.fromEntries(listed) : { name: errorMessage(error) });
    }
    await queryClient.invalidateQueries({ queryKey: trpc.secret.list.queryKey() });
    onCreated(read.input.name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    void save();
  };
  return (
    <fieldset
      onKeyDown={onKeyDown}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line-strong bg-sunken p-3"
    >
      <legend className="sr-only">{t("new")}</legend>
      <Field label={t("name")} error={problems.name}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            value={typed.name}
            onChange={(event) => setTyped({ ...typed, name: event.target.value.toUpperCase() })}
            placeholder={EXAMPLES.secret}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-[0.8125rem]"
          />
        )}
      </Field>
      <Field label={t("value")} error={problems.value} hint={t("valueHint")}>
        {(control) => (
          <Input
            {...control}
            type="password"
            value={typed.value}
            onChange={(event) => setTyped({ ...typed, value: event.target.value })}
            autoComplete="new-password"
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onCancel}>
          {common("cancel")}
        </Button>
        <Button size="sm" variant="primary" busy={create.isPending} onClick={() => void save()}>
          {t("save")}
        </Button>
      </div>
    </fieldset>
  );
}
