"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import type { Problems, Read } from "./read-with.ts";
import { submitByKeys } from "./submit-by-keys.ts";

type ContractForm<Values, Input> = {
  initial: Values;
  read: (values: Values) => Read<Input>;
  /** Rejects with what the server refuses. */
  save: (input: Input) => Promise<void>;
  onDirty: (dirty: boolean) => void;
};

/**
 * A form over a contract: problems appear at their fields after the first attempt, what the server refuses too, and
 * everything typed stays.
 */
export function useContractForm<Values extends object, Input>(form: ContractForm<Values, Input>) {
  const { initial, read, save, onDirty } = form;
  const [values, setValues] = useState(initial);
  const [attempted, setAttempted] = useState(false);
  const [refused, setRefused] = useState<Problems>({});
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const focusNext = useRef(false);

  const current = read(values);
  const found = attempted && current.kind === "problems" ? current.problems : {};
  const problems = { ...refused, ...found };
  const shown = Object.keys(problems).join();
  useEffect(() => {
    if (!focusNext.current || shown === "") return;
    focusNext.current = false;
    const field = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (field ?? element.current?.querySelector<HTMLElement>("[role=alert]"))?.focus();
  }, [shown]);

  const set = (change: Partial<Values>) => {
    setValues((before) => ({ ...before, ...change }));
    setRefused({});
    onDirty(true);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAttempted(true);
    setRefused({});
    focusNext.current = true;
    if (current.kind === "problems") return;
    setBusy(true);
    try {
      await save(current.input);
    } catch (error) {
      const listed = fieldProblems(error).map(({ path, message }) => [path, message] as const);
      setRefused(listed.length > 0 ? Object.fromEntries(listed) : { root: errorMessage(error) });
    } finally {
      setBusy(false);
    }
  };
  return {
    values,
    set,
    problems,
    busy,
    formProps: { ref: element, onSubmit: submit, onKeyDown: submitByKeys, noValidate: true },
  };
}
