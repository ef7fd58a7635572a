"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import {
  ALERTING_KINDS,
  type IncomingHookInput,
  type IncomingHookView,
  IncomingKind,
} from "#contracts/incoming-hook.ts";
import { Severity } from "#contracts/policy.ts";
import { CheckList } from "#ui/forms/check-list.tsx";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { MonitorPicker } from "#ui/forms/monitor-picker.tsx";
import type { Problems } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { type HookValues, readHook, valuesOfHook } from "./hook-values.ts";
import type { ShownAddress } from "./hooks-screen.tsx";

type About = { edited: IncomingHookView | null; onAddress: (address: ShownAddress) => void };
type Part = { values: HookValues; set: (part: Partial<HookValues>) => void; problems: Problems };

export function HookDialog({ onClose, ...about }: About & { onClose: () => void }) {
  const t = useTranslations("hooks.form");
  return (
    <DraftDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={about.edited === null ? t("title") : t("editTitle", { name: about.edited.name })}
      description={t("note")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <HookForm {...about} {...handlers} />}
    </DraftDialog>
  );
}

function HookForm({ edited, onAddress, onDirty, onDone, onCancel }: About & DraftHandlers) {
  const t = useTranslations("hooks.form");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { data: channels } = useSuspenseQuery(trpc.channel.list.queryOptions());
  const save = async (input: IncomingHookInput) => {
    const { kind, ...change } = input;
    if (edited === null) onAddress({ kind, url: (await client.incomingHook.create.mutate(input)).url });
    else await client.incomingHook.update.mutate({ id: edited.id, ...change });
    onDone();
    toast.success(t("saved", { name: input.name }));
    await queryClient.invalidateQueries({ queryKey: trpc.incomingHook.pathKey() });
  };
  const usual = channels.filter(({ isDefault }) => isDefault).map(({ id }) => id);
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: valuesOfHook(edited, usual),
    read: (typed) => readHook(typed, edited?.hasSecret ?? false),
    save,
    onDirty,
  });
  const part = { values, set, problems };
  const alerts = ALERTING_KINDS.includes(values.kind);
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <KindFields {...part} edited={edited} />
        <ReachFields {...part} />
        {alerts && (
          <CheckList
            label={t("channels")}
            options={channels}
            chosen={values.channelIds}
            onChange={(channelIds) => set({ channelIds })}
            error={problems.channelIds}
            empty={t("channelsEmpty")}
          />
        )}
      </FormBody>
      <FormFoot submitLabel={t(edited === null ? "submit" : "save")} busy={busy} onCancel={onCancel} />
    </form>
  );
}

function KindFields({ values, set, problems, edited }: Part & { edited: IncomingHookView | null }) {
  const t = useTranslations("hooks");
  const options = IncomingKind.options.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }));
  return (
    <>
      <Field label={t("form.name")} error={problems.name}>
        {(control) => (
          <Input
            {...control}
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
            autoComplete="off"
          />
        )}
      </Field>
      {edited === null && (
        <Field label={t("form.kind")} hint={t(`kindNote.${values.kind}`)} error={problems.kind}>
          {(control) => (
            <Select {...control} value={values.kind} onChange={(kind) => set({ kind })} options={options} />
          )}
        </Field>
      )}
      {isSigned(values.kind) && (
        <Field
          label={t("form.secret")}
          hint={edited?.hasSecret ? t("form.secretStays") : t(`secretNote.${values.kind}`)}
          error={problems.secret}
        >
          {(control) => (
            <Input
              {...control}
              value={values.secret}
              onChange={(event) => set({ secret: event.target.value })}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </Field>
      )}
    </>
  );
}

type SignedKind = "github" | "gitlab" | "vercel";

function isSigned(kind: IncomingKind): kind is SignedKind {
  return kind === "github" || kind === "gitlab" || kind === "vercel";
}

const REACHES = ["everything", "some"] as const;

function ReachFields({ values, set, problems }: Part) {
  const t = useTranslations("hooks.form");
  const severity = useTranslations("hooks.severity");
  const alerts = ALERTING_KINDS.includes(values.kind);
  const group = alerts ? "about" : "marked";
  return (
    <>
      {alerts && (
        <Field label={severity("label")} hint={severity("hint")} error={problems.severity}>
          {(control) => (
            <Select
              {...control}
              value={values.severity}
              onChange={(chosen) => set({ severity: chosen })}
              options={Severity.options.map((value) => ({ value, label: severity(value) }))}
            />
          )}
        </Field>
      )}
      <Field label={t(`${group}.label`)} error={undefined}>
        {(control) => (
          <Select
            {...control}
            value={values.reach}
            onChange={(reach) => set({ reach })}
            options={REACHES.map((reach) => ({ value: reach, label: t(`${group}.${reach}`) }))}
          />
        )}
      </Field>
      {values.reach === "some" && (
        <>
          <TagInput
            label={t("tags")}
            value={values.tags}
            onChange={(tags) => set({ tags })}
            error={problems["scope.tags"]}
          />
          <MonitorPicker
            label={t("monitors")}
            chosen={values.monitorIds}
            onChange={(monitorIds) => set({ monitorIds })}
            error={problems["scope.monitorIds"]}
          />
        </>
      )}
    </>
  );
}
