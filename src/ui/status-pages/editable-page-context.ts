"use client";

import { createContext, useContext } from "react";

/** Which page is open, and whether the reader may change it. */
export const EditablePageContext = createContext<{ id: string; canEdit: boolean } | null>(null);

export function useEditablePage(): { id: string; canEdit: boolean } {
  const page = useContext(EditablePageContext);
  if (page === null) throw new Error("There is no EditablePage around this component.");
  return page;
}
