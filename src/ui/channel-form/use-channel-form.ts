"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { ChannelKindView } from "#contracts/channel.ts";
import type { SendResult } from "#server/channels/channel.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { type ChannelValues, channelFieldOfPath, configInputOf, NO_FALLBACK } from "./channel-values.ts";
import { quietHoursOf } from "./quiet-values.ts";

type Form = UseFormReturn<ChannelValues>;
type Edited = { kind: ChannelKindView; editedId: string | undefined };

/** `config` is what was tested, to tell whether the form still says the same. */
type ChannelTestState = { result: SendResult; config: string };

/** Saves; what the server refuses appears at its field and everything typed stays. */
export function useSaveChannel(form: Form, { kind, editedId }: Edited, onDone: () => void) {
  const t = useTranslations("channels");
  const common = useTranslations("common.form");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();

  return async (values: ChannelValues) => {
    const input = {
      name: values.name,
      config: configInputOf(values, kind.fields),
      isDefault: values.isDefault,
      allMonitors: values.allMonitors,
      fallbackChannelId: values.fallback === NO_FALLBACK ? null : values.fallback,
      quietHours: quietHoursOf(values.quiet),
      tellsOwners: values.tellsOwners,
    };
    try {
      if (editedId === undefined) await client.channel.create.mutate({ kind: kind.kind, ...input });
      else await client.channel.update.mutate({ id: editedId, ...input });
      onDone();
      toast.success(editedId === undefined ? t("added") : common("saved"));
      void queryClient.invalidateQueries({ queryKey: trpc.channel.pathKey() });
    } catch (error) {
      showProblems(form, kind, error);
    }
  };
}

/** Sends a test with what is in the form, saved or not. */
export function useTestChannelForm(form: Form, { kind, editedId }: Edited) {
  const client = useTRPCClient();
  const [tested, setTested] = useState<ChannelTestState | null>(null);
  const [testing, setTesting] = useState(false);

  const test = async () => {
    const config = configInputOf(form.getValues(), kind.fields);
    form.clearErrors();
    setTested(null);
    setTesting(true);
    try {
      const target = editedId === undefined ? { kind: kind.kind } : { id: editedId };
      const result = await client.channel.test.mutate({ ...target, config });
      setTested({ result, config: JSON.stringify(config) });
    } catch (error) {
      showProblems(form, kind, error);
    } finally {
      setTesting(false);
    }
  };
  return { tested, testing, test };
}

function showProblems(form: Form, kind: ChannelKindView, error: unknown): void {
  const problems = fieldProblems(error).map(({ path, message }) => ({
    field: channelFieldOfPath(path, kind.fields),
    message,
  }));
  let focused = false;
  for (const { field, message } of problems) {
    if (field === null) continue;
    form.setError(field, { message }, { shouldFocus: !focused });
    focused = true;
  }
  const elsewhere = problems.find(({ field }) => field === null);
  if (!focused || elsewhere !== undefined) {
    form.setError("root", { message: elsewhere?.message ?? errorMessage(error) });
  }
}
