"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Markdown } from "#ui/markdown/markdown.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { Textarea } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { useIncidentActions } from "./use-incident-actions.ts";

type PostMortemEditorProps = { id: string; initial: string; basedOn: string; onDone: () => void };

export function PostMortemEditor({ id, initial, basedOn, onDone }: PostMortemEditorProps) {
  const t = useTranslations("incidents.postMortem");
  const common = useTranslations("common");
  const actions = useIncidentActions(id);
  const [text, setText] = useState(initial);
  const [mode, setMode] = useState<"write" | "preview">("write");
  const [asking, setAsking] = useState(false);
  const isDirty = text !== basedOn;
  useLeaveQuestion(isDirty);
  const save = async () => {
    if (await actions.savePostMortem(text, basedOn)) onDone();
  };
  return (
    <div className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label={t("editor")}
          value={mode}
          onChange={setMode}
          options={[
            { value: "write", label: t("write") },
            { value: "preview", label: t("preview") },
          ]}
        />
        <p className="text-xs text-ink-3">{t("markdown")}</p>
      </div>
      {mode === "write" ? (
        <Textarea
          aria-label={t("title")}
          rows={18}
          maxLength={100_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="min-h-96 font-mono text-[0.8125rem]"
        />
      ) : (
        <div className="min-h-96 rounded-md border p-4">
          <Markdown text={text} />
        </div>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={() => (isDirty ? setAsking(true) : onDone())}>{common("cancel")}</Button>
        <Button variant="primary" busy={actions.busy === "save"} onClick={() => void save()}>
          {t("save")}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={common("leave.title")}
        description={t("unsaved")}
        confirmLabel={common("leave.discard")}
        cancelLabel={common("leave.keep")}
        onConfirm={onDone}
      />
    </div>
  );
}

/** The browser asks before it closes or reloads a page with unsaved text. */
function useLeaveQuestion(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);
}
