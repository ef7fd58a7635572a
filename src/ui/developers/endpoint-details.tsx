"use client";

import { Link as LinkIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ReferenceEndpoint } from "#contracts/rest/api-reference.ts";
import { ErrorPanel } from "#ui/primitives/error-panel.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { CodeExamples } from "./code-examples.tsx";
import { type ApiOperation, answerOf, bodySchemaOf, findOperation, type OpenApi } from "./openapi.ts";
import { ParameterList } from "./parameter-list.tsx";
import { SchemaTree } from "./schema-tree.tsx";
import { useOpenApi } from "./use-openapi.ts";

export function EndpointDetails({ endpoint }: { endpoint: ReferenceEndpoint }) {
  const t = useTranslations("developers");
  const { data: document, error, refetch, isFetching } = useOpenApi();
  if (error) {
    const retry = () => void refetch();
    return <ErrorPanel title={t("failed")} message={t("failedNote")} onRetry={retry} busy={isFetching} />;
  }
  const operation = document && findOperation(document, endpoint.id);
  if (!document || !operation) {
    return (
      <div role="status" aria-label={t("loading")} className="p-4">
        <Skeleton className="h-32" />
      </div>
    );
  }
  return <Described document={document} operation={operation} endpoint={endpoint} />;
}

type DescribedProps = { document: OpenApi; operation: ApiOperation; endpoint: ReferenceEndpoint };

function Described({ document, operation, endpoint }: DescribedProps) {
  const t = useTranslations("developers");
  const { description, parameters = [] } = operation;
  const body = bodySchemaOf(operation);
  const answer = answerOf(operation);
  const problems = Object.keys(operation.responses).filter((code) => !code.startsWith("2"));
  return (
    <div className="grid gap-x-6 gap-y-5 bg-sunken px-4 pt-3 pb-5 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <div className="text-sm text-ink-2">
          {description !== undefined && <p className="mb-1 text-pretty">{description}</p>}
          <p className="flex flex-wrap items-center gap-1.5 text-xs text-ink-3">
            {t("scopes")}
            {endpoint.scopes.map((scope) => (
              <code key={scope} className="rounded bg-surface px-1.5 py-0.5 font-mono text-ink-2">
                {scope}
              </code>
            ))}
            <a
              href={`#${endpoint.id}`}
              className="ml-auto inline-flex items-center gap-1 text-accent-text underline underline-offset-2"
            >
              <LinkIcon aria-hidden className="size-3.5" />
              {t("link")}
            </a>
          </p>
        </div>
        {parameters.length > 0 && (
          <Part title={t("parameters")}>
            <ParameterList document={document} parameters={parameters} />
          </Part>
        )}
        {body && (
          <Part title={t("body")}>
            <SchemaTree document={document} schema={body} />
          </Part>
        )}
        {answer.schema && (
          <Part title={t("answer", { status: answer.status })}>
            <SchemaTree document={document} schema={answer.schema} />
          </Part>
        )}
        <p className="text-xs text-ink-3">{t("refusals", { codes: problems.join(", ") })}</p>
      </div>
      <CodeExamples document={document} operation={operation} endpoint={endpoint} />
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h4 className="mb-1.5 text-xs font-semibold text-ink-2">{title}</h4>
      <div className="rounded-lg border bg-surface">{children}</div>
    </div>
  );
}
