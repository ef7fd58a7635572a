"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { useUndoToast } from "#ui/forms/undo-toast.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import {
  type ComponentValues,
  type ContentInput,
  idsOfSaved,
  readContent,
  type SectionValues,
  valuesOfPage,
} from "./content-values.ts";
import { insertComponent, removeComponent } from "./move-in-layout.ts";
import { useEditorMoves } from "./use-editor-moves.ts";
import { usePanelForm } from "./use-panel-form.ts";

export type ContentEditor = ReturnType<typeof useContentEditor>;

/** What is in the form of a page's content, and everything that can be done to it. */
export function useContentEditor(page: StatusPageDetail) {
  const save = useSaveContent(page);
  // Ids that the server gave to what was new in this form.
  const [ids] = useState(() => new Map<string, string>());
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const form = usePanelForm({
    initial: valuesOfPage(page),
    read: (values) => readContent(values, ids),
    save: async (input) => {
      const sent = latest.current;
      for (const [key, id] of idsOfSaved(sent, await save(input))) ids.set(key, id);
    },
  });
  // Undoing and dragging go on from what is there then, not from what was there when they began.
  const latest = useRef(form.values);
  useEffect(() => {
    latest.current = form.values;
  });
  const edit = (change: (sections: readonly SectionValues[]) => readonly SectionValues[]) => {
    const sections = [...change(latest.current.sections)];
    latest.current = { ...latest.current, sections };
    form.set({ sections });
  };
  const toggle = (key: string) =>
    setExpanded((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  return {
    form,
    edit,
    expanded,
    toggle,
    ...useEditorMoves({ edit, sections: () => latest.current.sections }),
    ...useRemovals(edit),
  };
}

function useSaveContent({ id, title, description }: StatusPageDetail) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  return async ({ layout, ...texts }: ContentInput): Promise<StatusPageDetail> => {
    if (texts.title !== title || texts.description !== description) {
      await client.statusPage.setTexts.mutate({ id, ...texts });
    }
    await client.statusPage.saveLayout.mutate({ id, layout });
    return queryClient.fetchQuery({ ...trpc.statusPage.get.queryOptions({ id }), staleTime: 0 });
  };
}

type Edit = (change: (sections: readonly SectionValues[]) => readonly SectionValues[]) => void;

function useRemovals(edit: Edit) {
  const t = useTranslations("statusPages.content");
  const undoable = useUndoToast();
  const removeRow = ({ section, index }: { section: number; index: number }, component: ComponentValues) => {
    edit((sections) => removeComponent(sections, component.key));
    undoable({
      text: t("removed", { name: component.name }),
      undo: async () =>
        edit((sections) => {
          const at = Math.min(section, sections.length - 1);
          return insertComponent(sections, component, { section: at, index });
        }),
    });
  };
  const removeSection = (index: number, section: SectionValues, name: string) => {
    edit((sections) => sections.filter(({ key }) => key !== section.key));
    undoable({
      text: t("removed", { name }),
      undo: async () => edit((sections) => sections.toSpliced(index, 0, section)),
    });
  };
  return { removeRow, removeSection };
}
