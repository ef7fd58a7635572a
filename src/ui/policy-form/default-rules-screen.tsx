"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Policy, WorkspacePolicyView } from "#contracts/policy.ts";
import { describePolicy } from "#domain/policy/describe-policy.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useUnsavedGuard } from "#ui/forms/use-unsaved-guard.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { toast } from "#ui/theme/toast.ts";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { PolicyFields } from "./policy-fields.tsx";
import { readPolicy, valuesOfPolicy } from "./policy-values.ts";
import { PolicyWords } from "./policy-words.tsx";

/** What monitors follow that have no rules of their own. */
export function DefaultRulesScreen() {
  const t = useTranslations("policy");
  const trpc = useTRPC();
  const query = useQuery(trpc.workspace.policy.queryOptions(undefined, { refetchOnWindowFocus: false }));
  const me = useQuery(trpc.session.me.queryOptions());
  const failed = [query, me].find(({ isError, data }) => isError && data === undefined);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        <Button asChild>
          <Link href="/backtest">{t("tryOthers")}</Link>
        </Button>
      </PageHeader>
      <Card>
        {failed !== undefined && <QueryError title={t("notLoaded")} query={failed} />}
        {failed === undefined && (query.data === undefined || me.data === undefined) && (
          <Skeleton className="m-4 h-96" />
        )}
        {query.data !== undefined && me.data !== undefined && (
          <RulesForm
            key={JSON.stringify(query.data.policy)}
            view={query.data}
            mayEdit={me.data.workspace?.role === "admin" || me.data.workspace?.role === "owner"}
          />
        )}
      </Card>
    </div>
  );
}

type RulesFormProps = { view: WorkspacePolicyView; mayEdit: boolean };

function RulesForm({ view, mayEdit }: RulesFormProps) {
  const t = useTranslations("policy");
  const [dirty, setDirty] = useState(false);
  useUnsavedGuard(dirty);
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const save = async (policy: Policy) => {
    await client.workspace.setPolicy.mutate({ policy });
    setDirty(false);
    toast.success(t("saved"));
    await queryClient.invalidateQueries({ queryKey: trpc.workspace.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.monitor.rules.pathKey() });
  };
  const form = useContractForm({
    initial: { policy: valuesOfPolicy(view.policy) },
    read: ({ policy }) => readPolicy(policy),
    save,
    onDirty: setDirty,
  });
  const read = readPolicy(form.values.policy);
  const sentences = read.kind === "input" ? describePolicy(read.input, null) : view.sentences;
  const { root, policy: whole } = form.problems;
  return (
    <form {...form.formProps}>
      <CardHeader title={t("rules")} note={t("followers", { count: view.followers })} />
      <div className="grid lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="border-b p-4 lg:order-last lg:border-b-0 lg:border-l" aria-live="polite">
          <h3 className="mb-2 text-[0.8125rem] font-medium">{t("inWords")}</h3>
          <PolicyWords sentences={sentences} />
        </div>
        <fieldset disabled={!mayEdit} className="min-w-0 p-4">
          <legend className="sr-only">{t("rules")}</legend>
          <PolicyFields
            values={form.values.policy}
            onChange={(policy) => form.set({ policy })}
            problems={form.problems}
          />
        </fieldset>
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-3 border-t px-4 py-3">
        {(root ?? whole) !== undefined && <FieldError>{root ?? whole}</FieldError>}
        {mayEdit ? (
          <Button type="submit" variant="primary" busy={form.busy}>
            {t("save")}
          </Button>
        ) : (
          <p className="text-xs text-ink-3">{t("whoMay")}</p>
        )}
      </footer>
    </form>
  );
}
