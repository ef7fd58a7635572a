"use client";

import { useTranslations } from "next-intl";
import { moveItem } from "#ui/forms/move-item.ts";
import { OrderButtons } from "#ui/forms/order-buttons.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { addTurn, type ScheduleValues } from "./schedule-values.ts";

/** A select cannot hold "". */
const NOBODY = "nobody";

type Turns = ScheduleValues["turns"];
type RotationOrderProps = {
  turns: Turns;
  channels: readonly { id: string; name: string }[];
  onChange: (turns: Turns) => void;
  error: string | undefined;
};

/** Who takes turns, in order; a channel may come more than once. */
export function RotationOrder({ turns, channels, onChange, error }: RotationOrderProps) {
  const t = useTranslations("onCall");
  const nameOf = (id: string) => channels.find((channel) => channel.id === id)?.name ?? t("deletedChannel");
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{t("inTurns")}</legend>
      <ol className="divide-y rounded-md border empty:hidden">
        {turns.map(({ key, channelId }, index) => (
          <li key={key} className="flex items-center gap-1 py-1 pr-1 pl-3 text-[0.8125rem]">
            <span className="min-w-0 flex-1 break-words">
              {index + 1}. {nameOf(channelId)}
            </span>
            <OrderButtons
              what={t("turnName", { number: index + 1 })}
              index={index}
              count={turns.length}
              onMove={(from, to) => onChange(moveItem(turns, from, to))}
              onRemove={() => onChange(turns.filter((turn) => turn.key !== key))}
            />
          </li>
        ))}
      </ol>
      <Select
        aria-label={t("addTurn")}
        aria-invalid={error !== undefined}
        value={NOBODY}
        onChange={(channelId) => channelId !== NOBODY && onChange(addTurn(turns, channelId))}
        options={[
          { value: NOBODY, label: t(channels.length === 0 ? "noChannels" : "addChannel") },
          ...channels.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
