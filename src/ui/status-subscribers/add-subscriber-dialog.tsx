"use client";

import { useTranslations } from "next-intl";
import { LOCALES } from "#contracts/locales.ts";
import { SubscribeRequest, SubscriberKind } from "#contracts/status-subscriber.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useRefreshSubscribers } from "./use-refresh-subscribers.ts";

type AddSubscriberDialogProps = { pageId: string; open: boolean; onOpenChange: (open: boolean) => void };

export function AddSubscriberDialog({ pageId, open, onOpenChange }: AddSubscriberDialogProps) {
  const t = useTranslations("statusSubscribers.form");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title")}
      description={t("note")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <AddForm pageId={pageId} {...handlers} />}
    </DraftDialog>
  );
}

function AddForm({ pageId, onDirty, onDone, onCancel }: DraftHandlers & { pageId: string }) {
  const t = useTranslations("statusSubscribers.form");
  const tKinds = useTranslations("statusSubscribers.kinds");
  const client = useTRPCClient();
  const refresh = useRefreshSubscribers();
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: {
      kind: "email" as SubscriberKind,
      address: "",
      locale: "en" as (typeof LOCALES)[number],
    },
    read: (typed) => readWith(SubscribeRequest, typed),
    onDirty,
    async save({ to, choice: { locale } }) {
      const { result } = await client.statusSubscriber.add.mutate({ pageId, to, locale });
      await refresh();
      onDone();
      toast.success(result === "confirmed" ? t("confirmed") : t("asked", { address: to.address }));
    },
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Field label={t("kind")} error={problems.kind}>
          {(control) => (
            <Select
              {...control}
              value={values.kind}
              onChange={(kind) => set({ kind })}
              options={SubscriberKind.options.map((value) => ({ value, label: tKinds(value) }))}
            />
          )}
        </Field>
        <Field label={t("address")} hint={t(`hints.${values.kind}`)} error={problems.address}>
          {(control) => (
            <Input
              {...control}
              value={values.address}
              onChange={(event) => set({ address: event.target.value })}
              maxLength={2_048}
              autoComplete="off"
              spellCheck={false}
              autoFocus
            />
          )}
        </Field>
        <Field label={t("locale")} error={problems.locale}>
          {(control) => (
            <Select
              {...control}
              value={values.locale}
              onChange={(locale) => set({ locale })}
              options={LOCALES.map((value) => ({ value, label: t(`locales.${value}`) }))}
            />
          )}
        </Field>
      </FormBody>
      <FormFoot submitLabel={t("submit")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
