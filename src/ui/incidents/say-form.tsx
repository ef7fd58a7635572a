"use client";

import { type FormEvent, useState } from "react";
import { uuidv7 } from "uuidv7";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Textarea } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { useIncidentActions } from "./use-incident-actions.ts";

const KINDS = [
  { value: "comment", label: "Comment" },
  { value: "update", label: "Public update" },
] as const;
const HINTS = {
  comment: "For colleagues: it stays on this page.",
  update: "For everybody: status pages show it.",
};

/** What is typed stays until the server has it; its id stays with it, so that a second try writes it once. */
export function SayForm({ id }: { id: string }) {
  const actions = useIncidentActions(id);
  const [kind, setKind] = useState<"comment" | "update">("comment");
  const [text, setText] = useState("");
  const [eventId, setEventId] = useState(uuidv7);
  const [problem, setProblem] = useState<string>();

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const message = text.trim();
    if (message === "") return setProblem("Write something first.");
    if (!(await actions.say(kind, { message, eventId }))) return;
    setText("");
    setEventId(uuidv7());
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate className="flex flex-col gap-3 border-t p-4">
      <Field label={kind === "comment" ? "Comment" : "Public update"} hint={HINTS[kind]} error={problem}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={10_000}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setProblem(undefined);
            }}
            className="min-h-20"
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented label="What it is" value={kind} onChange={setKind} options={KINDS} />
        <Button type="submit" size="sm" busy={actions.busy === "say"}>
          {kind === "comment" ? "Add comment" : "Add public update"}
        </Button>
      </div>
    </form>
  );
}
