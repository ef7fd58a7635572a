"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { type ShareRefusal, whyNotShare } from "./why-not-share.ts";

/** Why this reader may not change what all of the workspace shares; null when they may. The layout has loaded who they are. */
export function useShareRefusal(): ShareRefusal | null {
  const { data } = useQuery(useTRPC().session.me.queryOptions());
  return data?.workspace ? whyNotShare(data.workspace) : null;
}
