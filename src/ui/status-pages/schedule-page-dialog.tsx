"use client";

import { useTranslations } from "next-intl";
import * as z from "zod";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { fromLocalText, toLocalText } from "#ui/forms/local-moment.ts";
import { MomentField } from "#ui/forms/moment-field.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useRefreshPages } from "./use-page-command.ts";

const HOUR_MS = 3_600_000;
type SchedulePageDialogProps = { page: StatusPageDetail; onClose: () => void };

export function SchedulePageDialog({ page, onClose }: SchedulePageDialogProps) {
  const t = useTranslations("statusPages.schedule");
  const client = useTRPCClient();
  const refresh = useRefreshPages();
  const Input = z.strictObject({ at: z.number(t("missing")) });
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: { at: toLocalText(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS) },
    read: ({ at }) => readWith(Input, { at: momentOf(at) as number }),
    save: async ({ at }) => {
      await client.statusPage.schedule.mutate({ id: page.id, at });
      await refresh();
      toast.success(t("done"));
      onClose();
    },
    onDirty: () => undefined,
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("title", { title: page.title })} description={t("note")}>
      <form {...formProps} className="flex min-h-0 flex-1 flex-col">
        <FormBody problems={problems}>
          <MomentField
            label={t("at")}
            hint={t("zone")}
            value={values.at}
            onChange={(at) => set({ at })}
            error={problems.at}
          />
        </FormBody>
        <FormFoot submitLabel={t("save")} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** Undefined where nothing, or half a date, is typed. */
function momentOf(text: string): number | undefined {
  const at = fromLocalText(text);
  return Number.isNaN(at) ? undefined : at;
}
