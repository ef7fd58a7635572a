"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { Button } from "#ui/primitives/button.tsx";
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
  const nameOf = (id: string) => channels.find((channel) => channel.id === id)?.name ?? "A deleted channel";
  const move = (from: number, to: number) => {
    const moved = [...turns];
    moved.splice(to, 0, ...moved.splice(from, 1));
    onChange(moved);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">In turns</legend>
      <ol className="divide-y rounded-md border empty:hidden">
        {turns.map(({ key, channelId }, index) => (
          <li key={key} className="flex items-center gap-1 py-1 pr-1 pl-3 text-[0.8125rem]">
            <span className="min-w-0 flex-1 break-words">
              {index + 1}. {nameOf(channelId)}
            </span>
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Move turn ${index + 1} up`}
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            >
              <ArrowUp aria-hidden className="size-4" />
            </Button>
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Move turn ${index + 1} down`}
              disabled={index === turns.length - 1}
              onClick={() => move(index, index + 1)}
            >
              <ArrowDown aria-hidden className="size-4" />
            </Button>
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Remove turn ${index + 1}`}
              onClick={() => onChange(turns.filter((turn) => turn.key !== key))}
            >
              <Trash2 aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ol>
      <Select
        aria-label="Add a channel to the turns"
        aria-invalid={error !== undefined}
        value={NOBODY}
        onChange={(channelId) => channelId !== NOBODY && onChange(addTurn(turns, channelId))}
        options={[
          { value: NOBODY, label: channels.length === 0 ? "There are no channels yet" : "Add a channel…" },
          ...channels.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
