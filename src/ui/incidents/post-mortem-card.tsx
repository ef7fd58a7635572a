"use client";

import { FilePen, Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { IncidentDetail } from "#contracts/incident.ts";
import { Markdown } from "#ui/markdown/markdown.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { useMayEdit } from "#ui/team/use-may-edit.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { PostMortemEditor } from "./post-mortem-editor.tsx";

/** `text` is what the writer begins with, `basedOn` what was stored then. */
type Draft = { text: string; basedOn: string };

export function PostMortemCard({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations("incidents.postMortem");
  const client = useTRPCClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [loading, setLoading] = useState(false);
  const mayEdit = useMayEdit();
  const stored = incident.postMortem ?? "";
  const edit = () => setDraft({ text: stored, basedOn: stored });
  const generate = async () => {
    setLoading(true);
    try {
      const { markdown } = await client.incident.draftPostMortem.query({ id: incident.id });
      setDraft({ text: markdown, basedOn: stored });
    } catch (error) {
      toast.error(errorMessage(error));
    } finally {
      setLoading(false);
    }
  };

  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t("note")}>
        {mayEdit && draft === null && stored !== "" && (
          <Button size="sm" onClick={edit}>
            <FilePen aria-hidden className="size-3.5" />
            {t.rich("edit", { rest: (text) => <span className="sr-only">{text}</span> })}
          </Button>
        )}
      </CardHeader>
      {draft !== null && (
        <PostMortemEditor
          id={incident.id}
          initial={draft.text}
          basedOn={draft.basedOn}
          onDone={() => setDraft(null)}
        />
      )}
      {draft === null && stored !== "" && (
        <div className="p-4">
          <Markdown text={stored} />
        </div>
      )}
      {draft === null && stored === "" && (
        <EmptyState
          icon={FilePen}
          title={t("emptyTitle")}
          heading="h3"
          action={
            mayEdit && (
              <>
                <Button onClick={() => void generate()} busy={loading}>
                  {!loading && <Sparkles aria-hidden className="size-4" />}
                  {t("draft")}
                </Button>
                <Button onClick={edit}>{t("startEmpty")}</Button>
              </>
            )
          }
        >
          {t("empty")}
        </EmptyState>
      )}
    </Card>
  );
}
