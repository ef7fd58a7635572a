import type { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigNotice } from "#contracts/config-plan.ts";
import { secretVariable } from "#domain/config/find-refusals.ts";
import { parseCsv } from "#domain/import/csv/parse-csv.ts";
import { parseGatus } from "#domain/import/gatus/parse-gatus.ts";
import { ImportProblem } from "#domain/import/import-problem.ts";
import type { ImportResult } from "#domain/import/to-document.ts";
import { parseUptimeRobot } from "#domain/import/uptimerobot/parse-uptimerobot.ts";
import { CliError, EXIT } from "./exit-code.ts";

/** What can be read from one text. A database of Uptime Kuma is uploaded in the app. */
export const IMPORTERS: Record<string, (text: string) => ImportResult> = {
  csv: parseCsv,
  gatus: parseGatus,
  uptimerobot: parseUptimeRobot,
};

type Foreign = { document: ConfigDocument; values: Record<string, string>; warnings: ConfigNotice[] };

/** `values`: credentials that stood in the file, by the variables that the document names. */
export function readForeign(product: string, text: string): Foreign {
  const parse = Object.hasOwn(IMPORTERS, product) ? IMPORTERS[product] : undefined;
  if (parse === undefined) {
    throw new CliError(
      EXIT.usage,
      `There is no importer for ${product}. There are ${Object.keys(IMPORTERS).join(", ")}.`,
    );
  }
  const { document, secrets, environment, warnings } = readWith(parse, text);
  const values = Object.fromEntries(secrets.map(({ name, value }) => [secretVariable(name), value]));
  const notices = warnings.map(({ item, message }) => ({ path: item, message }));
  return { document, values: { ...environment, ...values }, warnings: notices };
}

function readWith(parse: (text: string) => ImportResult, text: string): ImportResult {
  try {
    return parse(text);
  } catch (cause) {
    if (cause instanceof ImportProblem) throw new CliError(EXIT.problem, cause.message);
    throw cause;
  }
}
