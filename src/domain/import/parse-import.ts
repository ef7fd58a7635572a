import { parseBetterStack } from "./better-stack/parse-better-stack.ts";
import { parseCsv } from "./csv/parse-csv.ts";
import type { ImportProduct } from "./draft.ts";
import { parseGatus } from "./gatus/parse-gatus.ts";
import { parseHealthchecks } from "./healthchecks/parse-healthchecks.ts";
import { ImportProblem } from "./import-problem.ts";
import { parseKuma } from "./kuma/parse-kuma.ts";
import { readKumaBackup } from "./kuma/read-kuma-backup.ts";
import { parseOpenapi } from "./openapi/parse-openapi.ts";
import { parsePrometheus } from "./prometheus/parse-prometheus.ts";
import { parseSitemap } from "./sitemap/parse-sitemap.ts";
import { parseStatuspage } from "./statuspage/parse-statuspage.ts";
import type { ImportResult } from "./to-document.ts";
import { parseUptimeRobot } from "./uptimerobot/parse-uptimerobot.ts";

export const MOST_TEXT_CHARACTERS = 20_000_000;

/** Throws ImportProblem, whose message is for whoever chose the file. */
export function parseImport(
  product: ImportProduct,
  text: string,
  { nowMs }: { nowMs: number },
): ImportResult {
  if (text.length > MOST_TEXT_CHARACTERS)
    throw new ImportProblem("The file is too large: 20 million characters at most.");
  if (text.trim() === "") throw new ImportProblem("The file is empty.");
  switch (product) {
    case "uptime-kuma":
      return parseKuma(readKumaBackup(text), { nowMs });
    case "uptimerobot":
      return parseUptimeRobot(text);
    case "better-stack":
      return parseBetterStack(text);
    case "gatus":
      return parseGatus(text);
    case "statuspage":
      return parseStatuspage(text);
    case "healthchecks":
      return parseHealthchecks(text);
    case "prometheus":
      return parsePrometheus(text);
    case "csv":
      return parseCsv(text);
    case "sitemap":
      return parseSitemap(text);
    case "openapi":
      return parseOpenapi(text);
  }
}
