"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input, Textarea } from "#ui/primitives/input.tsx";
import { ContentEditorContext } from "./content-editor-context.ts";
import { newSection } from "./content-values.ts";
import { SaveBar } from "./save-bar.tsx";
import { SectionCard } from "./section-card.tsx";
import { useContentEditor } from "./use-content-editor.ts";

type ContentFormProps = { page: StatusPageDetail; onDiscard: () => void };

/** Title, introduction and everything that is shown, in order. */
export function ContentForm({ page, onDiscard }: ContentFormProps) {
  const t = useTranslations("statusPages.content");
  const editor = useContentEditor(page);
  const { form, edit, drag, list, said } = editor;
  const { values, set, problems } = form;
  const sectionDrop = drag?.kind === "section" ? drag.drop?.section : undefined;
  return (
    <ContentEditorContext value={editor}>
      <form {...form.formProps} className="flex min-w-0 flex-col gap-5">
        <Card className="flex flex-col gap-5 p-4 sm:p-5">
          <Field label={t("title")} error={problems.title}>
            {(control) => (
              <Input
                {...control}
                value={values.title}
                onChange={(event) => set({ title: event.target.value })}
                autoComplete="off"
              />
            )}
          </Field>
          <Field label={t("intro")} hint={t("introHint")} error={problems.description}>
            {(control) => (
              <Textarea
                {...control}
                value={values.description}
                onChange={(event) => set({ description: event.target.value })}
              />
            )}
          </Field>
        </Card>
        <div ref={list} className="flex flex-col gap-4">
          {values.sections.map((section, index) => (
            <div key={section.key} className="flex flex-col gap-4">
              {sectionDrop === index && <SectionDropLine />}
              <SectionCard section={section} index={index} />
            </div>
          ))}
          {sectionDrop === values.sections.length && <SectionDropLine />}
          {values.sections.length === 0 && (
            <p className="rounded-xl border border-dashed border-line-strong px-4 py-8 text-center text-sm text-ink-2">
              {t("nothing")}
            </p>
          )}
        </div>
        <Button
          className="self-start"
          onClick={() => edit((sections) => [...sections, newSection(crypto.randomUUID())])}
        >
          <Plus aria-hidden className="size-4" />
          {t("addSection")}
        </Button>
        <p role="status" className="sr-only">
          {said}
        </p>
        <SaveBar
          dirty={form.dirty}
          busy={form.busy}
          onDiscard={onDiscard}
          problem={problems.root ?? problems.layout}
        />
      </form>
    </ContentEditorContext>
  );
}

function SectionDropLine() {
  return <div aria-hidden className="h-0.5 rounded-full bg-accent" />;
}
