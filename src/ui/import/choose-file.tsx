"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Textarea } from "#ui/primitives/input.tsx";
import type { Handed } from "./use-import.ts";

type ChooseFileProps = { busy: boolean; onHand: (handed: Handed) => Promise<void> };

/** A file that is dropped or chosen, or a text that is pasted. */
export function ChooseFile({ busy, onHand }: ChooseFileProps) {
  const t = useTranslations("imports.choose");
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [isOver, setIsOver] = useState(false);
  const hand = (file: File | undefined) => file && void onHand({ file });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    hand(event.dataTransfer.files[0]);
  };
  return (
    <div className="flex flex-col gap-5">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the button, which does the same */}
      <div
        className={classNames(
          "flex flex-col items-center gap-3 rounded-md border border-dashed px-4 py-8 text-center",
          isOver && "border-accent bg-hover",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <FileUp aria-hidden className="size-6 text-ink-3" />
        <p className="text-sm text-ink-2">{t("drop")}</p>
        <Button variant="primary" busy={busy} onClick={() => input.current?.click()}>
          {t("file")}
        </Button>
        <input
          ref={input}
          type="file"
          aria-label={t("file")}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            hand(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <p className="text-xs text-ink-3">{t("stays")}</p>
      </div>
      <Field label={t("paste")} error={undefined}>
        {(control) => (
          <Textarea
            {...control}
            value={text}
            onChange={(event) => setText(event.target.value)}
            rows={5}
            spellCheck={false}
            className="font-mono text-[0.8125rem]"
          />
        )}
      </Field>
      <div>
        <Button busy={busy} disabled={text.trim() === ""} onClick={() => void onHand({ text })}>
          {t("read")}
        </Button>
      </div>
    </div>
  );
}
