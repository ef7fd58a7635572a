import { existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import type { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigPlan } from "#contracts/config-plan.ts";
import { writeDocumentText } from "#domain/config/document-text.ts";
import { shortenDocument } from "#domain/config/shorten-document.ts";
import { IMPORT_PRODUCTS } from "#domain/import/draft.ts";
import { applyDocument } from "../../src/client/apply-document.ts";
import { exampleYaml, TYPESCRIPT_EXAMPLE, typesText } from "./example-document.ts";
import { CliError, EXIT } from "./exit-code.ts";
import { addHistory, readForeign } from "./import-file.ts";
import { collectValues, loadDocument } from "./load-document.ts";
import { say, sayJson } from "./output.ts";
import { hasChanges, sayNotices, sayOutcomes, sayPlan, summaryOf } from "./plan-text.ts";
import { openClient, readSettings } from "./settings.ts";

type PlanFlags = { source: string; prune?: boolean; takeOver?: boolean; json?: boolean };

export function addConfigCommands(program: Command): void {
  program
    .command("init")
    .description("write a document to begin with")
    .option("--typescript", "as uptick.config.ts, with the types beside it")
    .action(initDocument);
  withPlanFlags(program.command("diff").alias("plan"))
    .description("say what the document would change")
    .option("--exit-code", "end with 3 when something would change")
    .action(async (file: string | undefined, flags: PlanFlags & { exitCode?: boolean }) => {
      const { plan } = await askPlan(await loadDocument(file), flags);
      if (flags.json) sayJson(plan);
      else sayPlan(plan);
      if (plan.refusals.length > 0) process.exitCode = EXIT.problem;
      else if (flags.exitCode && hasChanges(plan)) process.exitCode = EXIT.pending;
    });
  withPlanFlags(program.command("apply"))
    .description("make the workspace what the document says")
    .option("-y, --yes", "without asking")
    .action(async (file: string | undefined, flags: ApplyFlags) => {
      await applyWith(await loadDocument(file), flags);
    });
  program
    .command("export")
    .description("write the workspace as a document")
    .option("-o, --output <file>", "to a file instead of the screen")
    .option("--source <source>", "only what belongs to it")
    .option("--json", "JSON instead of YAML")
    .action(exportDocument);
  program
    .command("import")
    .argument("<product>", `one of ${IMPORT_PRODUCTS.join(", ")}`)
    .argument("<file>", "what the product has exported, such as kuma.db")
    .description("turn another product's file into a document, or apply it at once")
    .option("-o, --output <file>", "write the document and change nothing")
    .option("-y, --yes", "without asking")
    .option("--json", "as JSON")
    .action(importFile);
}

function withPlanFlags(command: Command): Command {
  return command
    .argument("[file]", "YAML, JSON or TypeScript; - for standard input")
    .option("--source <source>", "whose document this is", "cli:default")
    .option("--prune", "delete what the source has made and the document no longer names")
    .option("--take-over", "also what belongs to another source")
    .option("--json", "as JSON");
}

function initDocument({ typescript }: { typescript?: boolean }): void {
  const files = typescript
    ? ([
        ["uptick.config.ts", TYPESCRIPT_EXAMPLE],
        ["uptick-config.d.ts", typesText()],
      ] as const)
    : ([["uptick.yaml", exampleYaml(process.env.UPTICK_URL)]] as const);
  for (const [name] of files) {
    if (existsSync(name)) throw new CliError(EXIT.usage, `There is a ${name} already.`);
  }
  for (const [name, text] of files) writeFileSync(name, text);
  say(`Wrote ${files.map(([name]) => name).join(" and ")}. See what it would do with \`uptick diff\`.`);
}

async function askPlan(
  document: ConfigDocument,
  { source, prune = false, takeOver = false }: PlanFlags,
  extra: Record<string, string> = {},
) {
  const wish = { document, source, prune, takeOver, values: { ...extra, ...collectValues(document) } };
  return { wish, plan: await openClient().config.plan.mutate(wish) };
}

type ApplyFlags = PlanFlags & { yes?: boolean };

/** False when the plan was refused, so that nothing was done. */
async function applyWith(
  document: ConfigDocument,
  flags: ApplyFlags,
  values: Record<string, string> = {},
): Promise<boolean> {
  const { wish, plan } = await askPlan(document, flags, values);
  if (!flags.json) sayPlan(plan);
  if (plan.refusals.length > 0) {
    if (flags.json) sayJson({ plan, outcomes: [] });
    process.exitCode = EXIT.problem;
    return false;
  }
  if (!hasChanges(plan)) {
    if (flags.json) sayJson({ plan, outcomes: [] });
    return true;
  }
  await requireYes(flags, plan);
  const onPart = flags.json ? undefined : sayOutcomes;
  const outcomes = await applyDocument(openClient(), wish, { plan, ...(onPart && { onPart }) });
  if (flags.json) sayJson({ plan, outcomes });
  if (outcomes.some(({ result }) => result !== "done")) process.exitCode = EXIT.problem;
  return true;
}

async function requireYes({ yes }: ApplyFlags, plan: ConfigPlan): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) throw new CliError(EXIT.usage, "Nobody can be asked here. Add --yes.");
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await questions.question(`Do this (${summaryOf(plan)})? Type yes: `);
    if (answer.trim() !== "yes") throw new CliError(EXIT.problem, "Nothing was changed.");
  } finally {
    questions.close();
  }
}

type ExportFlags = { output?: string; source?: string; json?: boolean };

async function exportDocument({ output, source, json }: ExportFlags): Promise<void> {
  const { document, warnings } = await openClient().config.export.query(
    source === undefined ? {} : { source },
  );
  const text = json
    ? `${JSON.stringify(shortenDocument(document), null, 2)}\n`
    : writeDocumentText(document, readSettings().url);
  if (output === undefined) process.stdout.write(text);
  else writeFileSync(output, text);
  for (const { path, message } of warnings) process.stderr.write(`Warning: ${path}: ${message}\n`);
}

type ImportFlags = { output?: string; yes?: boolean; json?: boolean };

async function importFile(product: string, file: string, flags: ImportFlags): Promise<void> {
  if (!existsSync(file)) throw new CliError(EXIT.usage, `There is no file ${file}.`);
  const found = await readForeign(product, file, { nowMs: Date.now() });
  const { document, values, warnings } = found;
  if (!flags.json) sayNotices("Warning", warnings);
  if (flags.output !== undefined) {
    const url = process.env.UPTICK_URL || "https://uptick.example.com";
    writeFileSync(flags.output, writeDocumentText(document, url));
    if (flags.json) sayJson({ output: flags.output, warnings });
    else say(`Wrote ${flags.output}. See what it would do with \`uptick diff ${flags.output}\`.`);
    return;
  }
  const isMade = await applyWith(document, { ...flags, source: `import:${product}` }, values);
  if (!isMade || found.history.length === 0) return;
  const added = await addHistory(openClient(), found);
  if (!flags.json) say(`${added} days of history are kept.`);
}
