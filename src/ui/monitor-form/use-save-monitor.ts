"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { MonitorInput } from "#contracts/check.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { type FormValues, fieldOfPath } from "./form-values.ts";
import type { MonitorFormState } from "./monitor-form-state.ts";

/** Saves; what the server refuses appears at its field and everything typed stays. */
export function useSaveMonitor(form: MonitorFormState, editedId: string | undefined, onDone: () => void) {
  const t = useTranslations("monitorForm");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const router = useRouter();

  return async (input: MonitorInput) => {
    try {
      const id = editedId ?? (await client.monitor.create.mutate(input)).id;
      if (editedId !== undefined) await client.monitor.update.mutate({ id: editedId, input });
      onDone();
      toast.success(t(editedId === undefined ? "added" : "saved"));
      void queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
      if (editedId === undefined) router.push(`/monitors/${id}`);
    } catch (error) {
      showProblems(form, error);
    }
  };
}

function showProblems(form: MonitorFormState, error: unknown): void {
  const problems = fieldProblems(error).map(({ path, message }) => ({ field: fieldOfPath(path), message }));
  const atFields = problems.filter(({ field }) => field !== null);
  for (const [index, { field, message }] of atFields.entries()) {
    form.setError(field as keyof FormValues, { message }, { shouldFocus: index === 0 });
  }
  if (atFields.length === 0) form.setError("root", { message: problems[0]?.message ?? errorMessage(error) });
}
