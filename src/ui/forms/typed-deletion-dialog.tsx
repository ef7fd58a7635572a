"use client";

import { type ComponentProps, type FormEvent, type ReactNode, useState } from "react";
import { FormBody } from "#ui/forms/form-dialog-parts.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";

type TypedDeletionDialogProps = {
  /** In the reader's language. */
  words: {
    title: string;
    note: string;
    label: string;
    wrong: string;
    confirm: string;
    keep: string;
  };
  inputType?: ComponentProps<"input">["type"];
  isRight: (typed: string) => boolean;
  /** Rejects with what the dialog shows. */
  onDelete: (typed: string) => Promise<void>;
  onClose: () => void;
  /** What goes. */
  children: ReactNode;
};

/** Asks for a name or an address, so that no slip of the hand is enough. */
export function TypedDeletionDialog(props: TypedDeletionDialogProps) {
  const { words, inputType = "text", isRight, onDelete, onClose, children } = props;
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isRight(typed)) return setProblem(words.wrong);
    setBusy(true);
    setProblem(undefined);
    try {
      await onDelete(typed);
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={onClose} title={words.title} description={words.note}>
      <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
        <FormBody problems={{}}>
          {children}
          <Field label={words.label} error={problem}>
            {(control) => (
              <Input
                {...control}
                type={inputType}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
        </FormBody>
        <footer className="flex justify-end gap-2 border-t px-5 py-3.5">
          <Button onClick={onClose}>{words.keep}</Button>
          <Button type="submit" variant="danger" busy={busy}>
            {words.confirm}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
