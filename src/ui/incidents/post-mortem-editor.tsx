"use client";

import { useEffect, useState } from "react";
import { Markdown } from "#ui/markdown/markdown.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { Textarea } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { useIncidentActions } from "./use-incident-actions.ts";

const MODES = [
  { value: "write", label: "Write" },
  { value: "preview", label: "Preview" },
] as const;

type PostMortemEditorProps = { id: string; initial: string; basedOn: string; onDone: () => void };

export function PostMortemEditor({ id, initial, basedOn, onDone }: PostMortemEditorProps) {
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
        <Segmented label="Editor" value={mode} onChange={setMode} options={MODES} />
        <p className="text-xs text-ink-3">Markdown: headings, lists, tables, links, code. HTML stays text.</p>
      </div>
      {mode === "write" ? (
        <Textarea
          aria-label="Post-mortem"
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
        <Button onClick={() => (isDirty ? setAsking(true) : onDone())}>Cancel</Button>
        <Button variant="primary" busy={actions.busy === "save"} onClick={() => void save()}>
          Save post-mortem
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Discard what you typed?"
        description="The post-mortem has not been saved."
        confirmLabel="Discard"
        cancelLabel="Keep editing"
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
