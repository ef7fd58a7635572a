"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import type { AlertRulesView } from "#contracts/policy.ts";
import { PolicyWords } from "#ui/policy-form/policy-words.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AlertRulesDialog } from "./alert-rules-dialog.tsx";

/** When the monitor counts as down, in words, and what follows from it. */
export function AlertRulesCard({ id }: { id: string }) {
  const trpc = useTRPC();
  const [editing, setEditing] = useState(false);
  const query = useQuery(trpc.monitor.rules.queryOptions({ id }));
  const view = query.data;
  return (
    <Card aria-label="Alert rules">
      <CardHeader
        title="Alert rules"
        note={view?.rules.policy === null ? "The workspace’s default rules." : "Rules of its own."}
      >
        <Button size="sm" onClick={() => setEditing(true)}>
          <Pencil aria-hidden className="size-3.5" />
          Change<span className="sr-only"> alert rules</span>
        </Button>
      </CardHeader>
      {query.isPending && <Skeleton className="m-4 h-24" />}
      {query.isError && view === undefined && (
        <QueryError title="The rules could not be loaded" query={query} />
      )}
      {view !== undefined && (
        <div className="p-4">
          <PolicyWords sentences={[...view.sentences, ...describeRest(view)]} warnings={view.warnings} />
        </div>
      )}
      <AlertRulesDialog id={id} open={editing} onOpenChange={setEditing} />
    </Card>
  );
}

function describeRest({ rules, parents, escalationPolicy }: AlertRulesView): string[] {
  const names = parents.map(({ name }) => name).join(", ");
  return [
    rules.severity === "critical" ? "Critical: it is told during quiet hours, too." : "",
    names === "" ? "" : `Depends on ${names}: nobody is told while one of them is down.`,
    escalationPolicy === null ? "" : `Escalates by ${escalationPolicy.name} until somebody acknowledges.`,
  ].filter((sentence) => sentence !== "");
}
