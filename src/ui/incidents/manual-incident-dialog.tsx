"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Controller, useForm } from "react-hook-form";
import { uuidv7 } from "uuidv7";
import type { ManualIncidentInput } from "#contracts/incident.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { MonitorPicker } from "#ui/forms/monitor-picker.tsx";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input, Textarea } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

type ManualIncidentDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };
/** The id stays the same while the form does: a second try makes no second incident. */
type Values = ManualIncidentInput & { id: string };

const MOST_MONITORS = 200;

export function ManualIncidentDialog({ open, onOpenChange }: ManualIncidentDialogProps) {
  const t = useTranslations("incidents");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("openOne")}
      description={t("manual.description")}
      unsaved={t("manual.unsaved")}
    >
      {(handlers) => <ManualIncidentForm {...handlers} />}
    </DraftDialog>
  );
}

function ManualIncidentForm({ onDirty, onDone, onCancel }: DraftHandlers) {
  const t = useTranslations("incidents");
  const form = useForm<Values>({
    defaultValues: {
      id: uuidv7(),
      title: "",
      severity: "normal",
      monitorIds: [],
      message: "",
      tellChannels: false,
    },
  });
  const create = useCreateIncident(onDone, (message) => form.setError("root", { message }));
  const { errors, isSubmitting, isDirty } = form.formState;
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const hasMonitors = form.watch("monitorIds").length > 0;

  return (
    <form onSubmit={form.handleSubmit(create)} noValidate className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={errors.root?.message === undefined ? {} : { root: errors.root.message }}>
        <Field label={t("manual.what")} error={errors.title?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register("title", {
                validate: (title) => title.trim() !== "" || t("manual.sayWhat"),
                maxLength: { value: 200, message: t("manual.tooLong") },
              })}
              autoComplete="off"
              placeholder={t("manual.example")}
            />
          )}
        </Field>
        <Field label={t("manual.more")} error={errors.message?.message} hint={t("manual.moreHint")}>
          {(control) => <Textarea {...control} {...form.register("message")} maxLength={10_000} rows={3} />}
        </Field>
        <Controller
          control={form.control}
          name="severity"
          render={({ field }) => (
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="text-[0.8125rem] font-medium">{t("manual.severity")}</span>
              <Segmented
                label={t("manual.severity")}
                value={field.value}
                onChange={field.onChange}
                options={[
                  { value: "normal", label: t("manual.normal") },
                  { value: "critical", label: t("critical") },
                ]}
              />
            </div>
          )}
        />
        <Controller
          control={form.control}
          name="monitorIds"
          render={({ field }) => (
            <MonitorPicker
              label={t("manual.affected")}
              chosen={field.value}
              onChange={field.onChange}
              most={MOST_MONITORS}
            />
          )}
        />
        <Controller
          control={form.control}
          name="tellChannels"
          render={({ field }) => (
            <SwitchRow
              label={t("manual.tell")}
              note={hasMonitors ? t("manual.tellNote") : t("manual.chooseFirst")}
              checked={field.value && hasMonitors}
              onChange={field.onChange}
            />
          )}
        />
      </FormBody>
      <FormFoot submitLabel={t("openOne")} busy={isSubmitting} onCancel={onCancel} />
    </form>
  );
}

function useCreateIncident(onDone: () => void, onRefused: (message: string) => void) {
  const t = useTranslations("incidents.manual");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const router = useRouter();
  return async (values: Values) => {
    const tellChannels = values.tellChannels && values.monitorIds.length > 0;
    try {
      const { id } = await client.incident.create.mutate({ ...values, tellChannels });
      onDone();
      toast.success(t("isOpen"));
      void queryClient.invalidateQueries({ queryKey: trpc.incident.pathKey() });
      router.push(`/incidents/${id}`);
    } catch (error) {
      onRefused(errorMessage(error));
    }
  };
}
