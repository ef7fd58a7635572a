"use client";

import { useTranslations } from "next-intl";
import type { ChannelView } from "#contracts/channel.ts";
import type { OnCallScheduleView } from "#contracts/escalation.ts";
import { toLocalText } from "#ui/forms/local-moment.ts";
import { ownZone } from "#ui/forms/zone-field.tsx";
import { DraftDialog } from "#ui/primitives/draft-dialog.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { newScheduleValues, valuesOfSchedule } from "./schedule-values.ts";

type ScheduleDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Undefined adds a schedule. */
  edited?: OnCallScheduleView;
  channels: readonly ChannelView[];
};

export function ScheduleDialog({ open, onOpenChange, edited, channels }: ScheduleDialogProps) {
  const t = useTranslations("onCall");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(edited === undefined ? "addTitle" : "editTitle")}
      description={t("dialogNote")}
      unsaved={t("unsaved")}
    >
      {(handlers) => (
        <ScheduleForm
          initial={edited === undefined ? firstValues() : valuesOfSchedule(edited)}
          editedId={edited?.id}
          channels={channels}
          {...handlers}
        />
      )}
    </DraftDialog>
  );
}

function firstValues() {
  return newScheduleValues({ zone: ownZone(), today: toLocalText(Date.now()).slice(0, 10) });
}
