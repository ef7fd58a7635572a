"use client";

import { type ReactNode, useMemo } from "react";
import { EditablePageContext } from "./editable-page-context.ts";

type EditablePageProps = { id: string; canEdit: boolean; children: ReactNode };

export function EditablePage({ id, canEdit, children }: EditablePageProps) {
  const page = useMemo(() => ({ id, canEdit }), [id, canEdit]);
  return <EditablePageContext value={page}>{children}</EditablePageContext>;
}
