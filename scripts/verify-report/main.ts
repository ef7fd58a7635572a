import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as z from "zod";
import type { SlaReport } from "#contracts/sla-report.ts";
import { NO_LINK } from "#domain/objective/derive-report.ts";
import { sayFinding } from "#domain/objective/say-finding.ts";
import { verifyReport } from "#domain/objective/verify-report.ts";

const USAGE = `Usage: npm run verify-report -- FILE [--against https://uptime.example.com]
Computes a report again from its sealed days. Needs nothing but the file.
--against also asks an installation whether it made the report and its chains. Exit code 1: refused.
`;
const TIMEOUT_MS = 15_000;

process.exitCode = await main().catch((error: unknown) => {
  console.error(
    `The report could not be verified: ${error instanceof Error ? error.message : String(error)}`,
  );
  return 2;
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { against: { type: "string" }, help: { type: "boolean" } },
  });
  const [file] = positionals;
  if (values.help || file === undefined) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const text = readFileSync(file, "utf8");
  const { findings, report, links, unsealed } = await verifyReport(text, async (part) =>
    createHash("sha256").update(part).digest("hex"),
  );
  for (const finding of findings) console.error(sayFinding(finding));
  if (report === null || findings.length > 0) {
    console.error("Refused.");
    return 1;
  }
  if (values.against !== undefined && !(await isKnownThere(values.against, report))) {
    console.error("Refused.");
    return 1;
  }
  if (unsealed > 0)
    console.log(
      `${unsealed} days were not sealed yet when it was made: nothing speaks for them but the digest.`,
    );
  const { percent, coverage } = report.result;
  console.log(
    `Verified: ${report.objective.name}, ${report.period.month}: ${percent ?? "no figure"} %, coverage ${coverage ?? "0.000"} %, ${links} sealed days.`,
  );
  return 0;
}

async function isKnownThere(base: string, report: SlaReport): Promise<boolean> {
  const asked = [
    { digest: report.digest, what: "the report" },
    ...report.monitors
      .filter(({ anchor }) => anchor !== NO_LINK)
      .map(({ anchor, name }) => ({ digest: anchor, what: `the chain of ${name}` })),
  ];
  let isKnown = true;
  for (const { digest, what } of asked) {
    const answer = await fetch(new URL(`/api/verify/${digest}`, base), {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { known } = z.object({ known: z.boolean() }).parse(await answer.json());
    if (!known)
      console.error(`${base} does not know ${what}: it was made elsewhere, or its monitor was deleted.`);
    isKnown &&= known;
  }
  return isKnown;
}
