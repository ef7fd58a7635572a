"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AlertRulesView } from "#contracts/policy.ts";
import { PolicyWords } from "#ui/policy-form/policy-words.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { onDemand } from "#ui/primitives/on-demand.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { ForEditors } from "#ui/team/for-editors.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

const AlertRulesDialog = onDemand(async () => (await import("./alert-rules-dialog.tsx")).AlertRulesDialog);

/** When the monitor counts as down, in words, and what follows from it. */
export function AlertRulesCard({ id }: { id: string }) {
  const t = useTranslations("monitorPage.rules");
  const trpc = useTRPC();
  const [editing, setEditing] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const edit = () => {
    setWasOpened(true);
    setEditing(true);
  };
  const query = useQuery(trpc.monitor.rules.queryOptions({ id }));
  const view = query.data;
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={view?.rules.policy === null ? t("default") : t("own")}>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Link
            href={`/backtest?monitor=${id}`}
            className="rounded text-[0.8125rem] font-medium text-accent-text underline"
          >
            {t("backtest")}
          </Link>
          <ForEditors>
            <Button size="sm" onClick={edit}>
              <Pencil aria-hidden className="size-3.5" />
              {t.rich("change", { rest: (text) => <span className="sr-only">{text}</span> })}
            </Button>
          </ForEditors>
        </div>
      </CardHeader>
      {query.isPending && <Skeleton className="m-4 h-24" />}
      {query.isError && view === undefined && <QueryError title={t("failed")} query={query} />}
      {view !== undefined && (
        <div className="p-4">
          <PolicyWords sentences={[...view.sentences, ...describeRest(view, t)]} warnings={view.warnings} />
        </div>
      )}
      {wasOpened && <AlertRulesDialog id={id} open={editing} onOpenChange={setEditing} />}
    </Card>
  );
}

function describeRest(
  { rules, parents, escalationPolicy }: AlertRulesView,
  t: ReturnType<typeof useTranslations<"monitorPage.rules">>,
): string[] {
  const names = parents.map(({ name }) => name).join(", ");
  return [
    rules.severity === "critical" ? t("critical") : "",
    names === "" ? "" : t("dependsOn", { names }),
    escalationPolicy === null ? "" : t("escalates", { name: escalationPolicy.name }),
  ].filter((sentence) => sentence !== "");
}
