"use client";

import { createContext, useContext } from "react";
import type { ContentEditor } from "./use-content-editor.ts";

export const ContentEditorContext = createContext<ContentEditor | null>(null);

export function useEditor(): ContentEditor {
  const editor = useContext(ContentEditorContext);
  if (editor === null) throw new Error("There is no ContentForm around this component.");
  return editor;
}
