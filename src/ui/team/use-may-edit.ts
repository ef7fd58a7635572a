"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** Whether the reader's role may change what they see. The layout has loaded who they are; the server decides all the same. */
export function useMayEdit(): boolean {
  const { data } = useQuery(useTRPC().session.me.queryOptions());
  return data?.workspace != null && data.workspace.role !== "viewer";
}
