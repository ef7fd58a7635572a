import type { Statement } from "./statement.ts";
import { clockStatements } from "./statements/clock-statements.ts";
import { dispatchStatements } from "./statements/dispatch-statements.ts";
import { incidentClockStatements } from "./statements/incident-clock-statements.ts";
import { incidentStatements } from "./statements/incident-statements.ts";
import { judgeStatements } from "./statements/judge-statements.ts";
import { outboxStatements } from "./statements/outbox-statements.ts";
import { namelessProbeStatements, probeStatements } from "./statements/probe-statements.ts";
import { recipientStatements } from "./statements/recipient-statements.ts";
import { regionStatements } from "./statements/region-statements.ts";
import { namelessScheduleStatements, scheduleStatements } from "./statements/schedule-statements.ts";
import { namelessSweepStatements, sweepStatements } from "./statements/sweep-statements.ts";
import { tickStatements } from "./statements/tick-statements.ts";
import { namelessWatermarkStatements, watermarkStatements } from "./statements/watermark-statements.ts";

const named: Record<string, Statement> = {
  ...scheduleStatements,
  ...watermarkStatements,
  ...tickStatements,
  ...sweepStatements,
  ...probeStatements,
  ...judgeStatements,
  ...incidentStatements,
  ...clockStatements,
  ...regionStatements,
  ...incidentClockStatements,
  ...outboxStatements,
  ...recipientStatements,
  ...dispatchStatements,
};

const nameless: [RegExp, Statement][] = [
  ...namelessScheduleStatements,
  ...namelessWatermarkStatements,
  ...namelessSweepStatements,
  ...namelessProbeStatements,
];
const byText = new Map<string, Statement>();

/** What the fake does for a statement of production code; a statement that nobody has taught it is an error. */
export function findStatement(query: { name?: string | undefined; text: string }): Statement {
  const known = query.name === undefined ? byText.get(query.text) : named[query.name];
  if (known) return known;
  const text = query.text.replace(/\s+/g, " ").trim();
  const found = query.name === undefined ? nameless.find(([pattern]) => pattern.test(text))?.[1] : undefined;
  if (!found) throw new Error(`The fake Postgres does not know ${query.name ?? text.slice(0, 200)}.`);
  byText.set(query.text, found);
  return found;
}
