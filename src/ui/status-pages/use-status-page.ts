"use client";

import { useQuery } from "@tanstack/react-query";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { useEditablePage } from "./editable-page-context.ts";

/** The page that is open. It is there from the first render; the query keeps it fresh. */
export function useStatusPage() {
  const { id, canEdit } = useEditablePage();
  const trpc = useTRPC();
  const query = useQuery(trpc.statusPage.get.queryOptions({ id }));
  const page: StatusPageDetail | undefined = query.data;
  return { id, canEdit, page, query };
}
