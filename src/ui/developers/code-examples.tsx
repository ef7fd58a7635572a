"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ReferenceEndpoint } from "#contracts/rest/api-reference.ts";
import { CopyButton } from "#ui/account/copy-button.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { callExample, EXAMPLE_LANGUAGES, type ExampleLanguage } from "./call-examples.ts";
import { exampleOf } from "./example-of.ts";
import { type ApiOperation, answerOf, type OpenApi } from "./openapi.ts";

type CodeExamplesProps = { document: OpenApi; operation: ApiOperation; endpoint: ReferenceEndpoint };

export function CodeExamples({ document, operation, endpoint }: CodeExamplesProps) {
  const t = useTranslations("developers");
  const [language, setLanguage] = useState<ExampleLanguage>("curl");
  const { method, path } = endpoint;
  const call = callExample(document, { operation, method, path, language });
  const answer = answerOf(operation);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label={t("language")}
          value={language}
          onChange={setLanguage}
          options={EXAMPLE_LANGUAGES.map((value) => ({ value, label: value }))}
        />
        <CopyButton text={call} label={t("copy")} quiet />
      </div>
      <Code label={t("call")} text={call} />
      {answer.schema && (
        <>
          <h4 className="text-xs font-semibold text-ink-2">{t("example")}</h4>
          <Code label={t("example")} text={JSON.stringify(exampleOf(document, answer.schema), null, 2)} />
        </>
      )}
    </div>
  );
}

function Code({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section around it would be a region with a region in it
    <pre
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-lg border bg-surface p-3 font-mono text-xs leading-relaxed"
    >
      {text}
    </pre>
  );
}
