"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

type Action = "acknowledge" | "assign" | "say" | "resolve" | "reopen" | "merge" | "save";

/** `busy` names what runs now, so that nothing is sent twice. Each resolves to whether the server has done it. */
export function useIncidentActions(id: string) {
  const t = useTranslations("incidents.done");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState<Action | null>(null);

  async function attempt(action: Action, run: () => Promise<unknown>, done: string): Promise<boolean> {
    setBusy(action);
    try {
      await run();
      toast.success(done);
      return true;
    } catch (error) {
      toast.error(errorMessage(error));
      return false;
    } finally {
      setBusy(null);
      void queryClient.invalidateQueries({ queryKey: trpc.incident.pathKey() });
    }
  }

  return {
    busy,
    acknowledge: () =>
      attempt("acknowledge", () => client.incident.acknowledge.mutate({ id }), t("acknowledged")),
    /** Null: nobody. */
    assign: (person: { id: string; name: string } | null) =>
      attempt(
        "assign",
        () => client.incident.assign.mutate({ id, userId: person?.id ?? null }),
        person === null ? t("assignedNobody") : t("assigned", { name: person.name }),
      ),
    say: (kind: "comment" | "update", text: { message: string; eventId: string }) =>
      attempt("say", () => client.incident[kind].mutate({ id, ...text }), t(kind)),
    resolve: () => attempt("resolve", () => client.incident.resolve.mutate({ id }), t("resolved")),
    reopen: () => attempt("reopen", () => client.incident.reopen.mutate({ id }), t("reopened")),
    merge: (intoId: string) =>
      attempt("merge", () => client.incident.merge.mutate({ id, intoId }), t("merged")),
    savePostMortem: (markdown: string, basedOn: string) =>
      attempt("save", () => client.incident.savePostMortem.mutate({ id, markdown, basedOn }), t("saved")),
  };
}

export type IncidentActions = ReturnType<typeof useIncidentActions>;
