"use client";

import { useTranslations } from "next-intl";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input, Textarea } from "#ui/primitives/input.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { type AccessInput, problemOfList, readAccess, valuesOfAccess } from "./access-values.ts";
import { ChoiceCards } from "./choice-cards.tsx";
import { FormCard } from "./form-card.tsx";
import { usePanelForm } from "./use-panel-form.ts";

const KINDS = ["public", "password", "email", "network", "members"] as const;

export type PartFormProps = { page: StatusPageDetail; onDiscard: (() => void) | null };

export function AccessForm({ page, onDiscard }: PartFormProps) {
  const t = useTranslations("statusPages.access");
  const client = useTRPCClient();
  const form = usePanelForm({
    initial: valuesOfAccess(page),
    read: readAccess,
    save: async (input: AccessInput) => {
      await client.statusPage.setAccess.mutate({ id: page.id, ...input });
      form.set({ password: "" });
    },
  });
  const { values, set, problems } = form;
  const list = (name: "domains" | "addresses" | "ranges", example: string) => {
    const problem = problemOfList(problems, { path: `access.${name}`, text: values[name] });
    const error = problem?.entry === undefined ? problem?.message : `${problem.entry}: ${problem.message}`;
    return (
      <Field label={t(name)} hint={t(`${name}Hint`)} error={error}>
        {(control) => (
          <Textarea
            {...control}
            value={values[name]}
            onChange={(event) => set({ [name]: event.target.value })}
            placeholder={example}
            autoCapitalize="none"
            spellCheck={false}
            className="min-h-20 font-mono text-[0.8125rem]"
          />
        )}
      </Field>
    );
  };
  return (
    <FormCard title={t("title")} note={t("note")} form={form} onDiscard={onDiscard}>
      <ChoiceCards
        label={t("who")}
        value={values.kind}
        onChange={(kind) => set({ kind })}
        options={KINDS.map((kind) => ({
          value: kind,
          label: t(`kinds.${kind}.label`),
          note: t(`kinds.${kind}.note`),
        }))}
        disabled={onDiscard === null}
      />
      {values.kind === "password" && (
        <Field
          label={t(page.hasPassword ? "newPassword" : "password")}
          hint={t(page.hasPassword ? "newPasswordHint" : "passwordHint")}
          error={problems.password}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              value={values.password}
              onChange={(event) => set({ password: event.target.value })}
              autoComplete="new-password"
            />
          )}
        </Field>
      )}
      {values.kind === "email" && (
        <>
          {list("domains", "example.com")}
          {list("addresses", "ada@example.org")}
        </>
      )}
      {values.kind === "network" && list("ranges", "203.0.113.0/24")}
    </FormCard>
  );
}
