"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { uuidv7 } from "uuidv7";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Textarea } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { useIncidentActions } from "./use-incident-actions.ts";

/** What is typed stays until the server has it; its id stays with it, so that a second try writes it once. */
export function SayForm({ id }: { id: string }) {
  const t = useTranslations("incidents.say");
  const actions = useIncidentActions(id);
  const [kind, setKind] = useState<"comment" | "update">("comment");
  const [text, setText] = useState("");
  const [eventId, setEventId] = useState(uuidv7);
  const [problem, setProblem] = useState<string>();

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const message = text.trim();
    if (message === "") return setProblem(t("writeFirst"));
    if (!(await actions.say(kind, { message, eventId }))) return;
    setText("");
    setEventId(uuidv7());
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate className="flex flex-col gap-3 border-t p-4">
      <Field label={t(kind)} hint={t(`${kind}Hint`)} error={problem}>
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
        <Segmented
          label={t("what")}
          value={kind}
          onChange={setKind}
          options={[
            { value: "comment", label: t("comment") },
            { value: "update", label: t("update") },
          ]}
        />
        <Button type="submit" size="sm" busy={actions.busy === "say"}>
          {kind === "comment" ? t("addComment") : t("addUpdate")}
        </Button>
      </div>
    </form>
  );
}
