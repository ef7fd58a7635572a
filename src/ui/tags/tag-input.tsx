"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { addTags } from "./add-tags.ts";

type TagInputProps = {
  label: string;
  value: readonly string[];
  onChange: (tags: string[]) => void;
  error: string | undefined;
  hint?: string;
};

/** Chips and a field: Enter, comma or leaving it adds what is typed, Backspace in an empty field takes the last one away. */
export function TagInput({ label, value, onChange, error, hint }: TagInputProps) {
  const t = useTranslations("monitorForm.tagInput");
  const trpc = useTRPC();
  const listId = useId();
  const [text, setText] = useState("");
  const known = useQuery(trpc.monitor.tags.queryOptions());
  const { tags, rest, problem } = addTags(value, text);
  const add = () => {
    if (tags.length !== value.length) onChange(tags);
    setText(rest);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key === "Enter" || event.key === ",") && text.trim() !== "") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && text === "" && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  };
  return (
    <Field label={label} error={error ?? problem} {...(hint !== undefined && { hint })}>
      {(control) => (
        <>
          <ul aria-label={t("chosen", { label })} className="flex flex-wrap gap-1.5 empty:hidden">
            {value.map((tag) => (
              <li key={tag}>
                <span className="inline-flex h-7 items-center gap-1 rounded-md border border-line-strong bg-sunken pr-1 pl-2 text-xs font-medium">
                  {tag}
                  <button
                    type="button"
                    aria-label={t("remove", { tag })}
                    onClick={() => onChange(value.filter((other) => other !== tag))}
                    className="flex size-5 items-center justify-center rounded text-ink-3 hover:bg-hover hover:text-ink"
                  >
                    <X aria-hidden className="size-3.5" />
                  </button>
                </span>
              </li>
            ))}
          </ul>
          <Input
            {...control}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={add}
            list={listId}
            placeholder="prod"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <datalist id={listId}>
            {known.data?.map(({ tag }) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
