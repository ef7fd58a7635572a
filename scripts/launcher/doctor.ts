import { type Finding, isInUse, listChecks } from "./doctor-checks.ts";
import type { EnvSource } from "./env-file.ts";
import { LaunchError } from "./launch-error.ts";
import { readSettings } from "./launch-settings.ts";

/** Prints what was found and how to mend it; 1 when something would keep Uptick from starting. */
export async function runDoctor(root: string, source: EnvSource): Promise<number> {
  const settings = readSettings(source, root);
  const findings: Finding[] = [];
  for (const [name, check] of listChecks({ root, source, settings })) {
    findings.push({ name, ...(await check().catch(failure)) });
  }
  const runsAt = isInUse(settings.dataFolder) ? settings.publicUrl : null;
  process.stdout.write(`${formatFindings(findings)}\n\n${conclude(findings, runsAt)}\n`);
  return findings.some(({ state }) => state === "fail") ? 1 : 0;
}

/** The table in one sentence, with what to do next. */
export function conclude(findings: readonly Finding[], runsAt: string | null): string {
  const failed = findings.filter(({ state }) => state === "fail").map(({ name }) => name);
  if (failed.length > 0) {
    return `Uptick cannot start before this is mended: ${failed.join(", ")}.`;
  }
  if (runsAt !== null) return `Uptick is running: ${runsAt}`;
  const warned = findings.some(({ state }) => state === "warn") ? " What is marked warn can wait." : "";
  return `Uptick can be started: npm run up.${warned}`;
}

export function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings
    .map(({ state, name, text }) => `${state.padEnd(4)}  ${name.padEnd(width)}  ${text}`)
    .join("\n");
}

function failure(error: unknown): { state: "fail"; text: string } {
  if (error instanceof LaunchError) return { state: "fail", text: error.message };
  return { state: "fail", text: error instanceof Error ? error.message : String(error) };
}
