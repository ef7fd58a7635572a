"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigOutcome, ConfigPlan, ConfigReport } from "#contracts/config-plan.ts";
import type { ImportProduct, ImportWarning } from "#domain/import/draft.ts";
import { ImportProblem } from "#domain/import/import-problem.ts";
import type { ImportResult } from "#domain/import/to-document.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { chooseFrom, FIRST_CHOICE, type ImportChoice, leaveOutRefused } from "./import-steps.ts";
import { readKumaFile } from "./read-kuma-file.ts";

/** What somebody hands in: a text, or a file as it is. */
export type Handed = { text: string } | { file: File };

type Planned = {
  plan: ConfigPlan;
  document: ConfigDocument;
  values: Record<string, string>;
  said: ImportWarning[];
};
export type ImportState =
  | { step: "choose" }
  | { step: "read"; result: ImportResult }
  | { step: "planned"; result: ImportResult; planned: Planned }
  | { step: "running"; done: number; total: number }
  | { step: "done"; outcomes: ConfigOutcome[]; days: number; result: ImportResult };

const SQLITE = "SQLite format 3\u0000";
const DAYS_AT_ONCE = 5_000;

async function readHanded(product: ImportProduct, handed: Handed): Promise<ImportResult> {
  // The parsers of all products come when the first file does.
  const [{ parseImport }, { parseKuma }] = await Promise.all([
    import("#domain/import/parse-import.ts"),
    import("#domain/import/kuma/parse-kuma.ts"),
  ]);
  const at = { nowMs: Date.now() };
  if ("text" in handed) return parseImport(product, handed.text, at);
  const head = await handed.file.slice(0, SQLITE.length).text();
  if (head === SQLITE) return parseKuma(await readKumaFile(handed.file), at);
  return parseImport(product, await handed.file.text(), at);
}

type Client = ReturnType<typeof useTRPCClient>;

async function planImport(
  client: Client,
  { result, choice, source }: { result: ImportResult; choice: ImportChoice; source: string },
): Promise<Planned> {
  const { document: whole, values } = chooseFrom(result, choice);
  let document = whole;
  let plan = await client.config.plan.mutate({ document, values, source });
  const said: ImportWarning[] = [];
  for (let round = 0; round < 5 && plan.refusals.length > 0; round += 1) {
    const left = leaveOutRefused(document, plan.refusals);
    if (left === null) break;
    document = left.document;
    said.push(...left.said);
    plan = await client.config.plan.mutate({ document, values, source });
  }
  return { plan, document, values, said };
}

type Running = { planned: Planned; source: string; onProgress: (done: number) => void };

async function runImport(client: Client, { planned, source, onProgress }: Running): Promise<ConfigOutcome[]> {
  const { document, values, plan } = planned;
  const outcomes: ConfigOutcome[] = [];
  for (let digest: string | null = plan.steps.length === 0 ? null : plan.digest; digest !== null; ) {
    const except = outcomes.map(({ kind, key }) => `${kind}/${key}`);
    const report: ConfigReport = await client.config.run.mutate({ document, values, source, digest, except });
    outcomes.push(...report.outcomes);
    onProgress(outcomes.length);
    digest = report.rest?.digest ?? null;
  }
  return outcomes;
}

async function addHistory(client: Client, { product, history }: ImportResult): Promise<number> {
  let added = 0;
  for (let at = 0; at < history.length; at += DAYS_AT_ONCE) {
    const days = history.slice(at, at + DAYS_AT_ONCE).map(({ foreignId: key, ...day }) => ({ key, ...day }));
    added += (await client.imported.add.mutate({ product, days })).added;
  }
  return added;
}

export function useImport(product: ImportProduct) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [state, setState] = useState<ImportState>({ step: "choose" });
  const [choice, setChoice] = useState<ImportChoice>(FIRST_CHOICE);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const source = `import:${product}`;

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(error instanceof ImportProblem ? error.message : errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  const run = async ({ result, planned }: Extract<ImportState, { step: "planned" }>) => {
    const total = planned.plan.steps.length;
    const onProgress = (done: number) => setState({ step: "running", done, total });
    onProgress(0);
    try {
      const outcomes = await runImport(client, { planned, source, onProgress });
      const days = await addHistory(client, result);
      setState({ step: "done", outcomes, days, result });
    } catch (error) {
      // What was made stays, and is known by its source: planning again shows what is left.
      setState({ step: "read", result });
      throw error;
    } finally {
      await queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
    }
  };
  return {
    state,
    choice,
    problem,
    busy,
    choose: (change: Partial<ImportChoice>) => setChoice((before) => ({ ...before, ...change })),
    read: (handed: Handed) =>
      attempt(async () => setState({ step: "read", result: await readHanded(product, handed) })),
    plan: (result: ImportResult) =>
      attempt(async () => {
        const planned = await planImport(client, { result, choice, source });
        setState({ step: "planned", result, planned });
      }),
    run: (planned: Extract<ImportState, { step: "planned" }>) => attempt(() => run(planned)),
    restart: () => setState({ step: "choose" }),
    back: (result: ImportResult) => setState({ step: "read", result }),
  };
}
