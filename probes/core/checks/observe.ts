import type { AssertionSource } from "#contracts/checks/assertion-sources.ts";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { Evidence, Outcome } from "#contracts/tick.ts";
import { judgeAssertions, type Observed } from "#domain/check/judge-assertions.ts";
import { timedOut, toFault } from "#probes/core/fault.ts";
import type { Observation, RunnableConfig } from "#probes/core/ports.ts";
import { certificateFindings, daysUntilEnd } from "./certificate-end.ts";
import { CheckRun } from "./check-run.ts";

/**
 * Runs one check and says what it saw; never rejects. `work` resolves with a sentence when all that the check expects is
 * there and rejects with a Fault when it is not; the assertions are judged afterwards.
 */
export async function observe<Kind extends CheckKind>(
  config: RunnableConfig<Kind>,
  work: (run: CheckRun) => Promise<string>,
): Promise<Observation> {
  const run = new CheckRun(config.timeoutMs);
  try {
    const message = await work(run);
    // An answer that came after the end is none.
    if (run.deadline.expired) return conclude(run, timedOut("exchange"));
    return judge(run, { config, message });
  } catch (error) {
    return conclude(run, toFault(error, "exchange"));
  } finally {
    run.deadline.clear();
  }
}

type Verdict = { outcome: Outcome; message: string };

function judge<Kind extends CheckKind>(
  run: CheckRun,
  { config, message }: { config: RunnableConfig<Kind>; message: string },
): Observation {
  const { check } = config;
  if (!("assertions" in check) || check.assertions.list.length === 0) {
    return conclude(run, { outcome: "ok", message });
  }
  const totalUs = run.totalUs;
  const {
    held,
    results,
    message: why,
  } = judgeAssertions(check.assertions, (source, name) =>
    source === "time" ? phaseMs(run, { name, totalUs }) : knownValue(run, { source, name }),
  );
  return conclude(run, held ? { outcome: "ok", message } : { outcome: "assertion", message: why }, results);
}

function conclude(run: CheckRun, verdict: Verdict, assertions?: Evidence["assertions"]): Observation {
  const { record } = run;
  const findings = [...run.findings, ...certificateFindings(record)];
  return {
    outcome: verdict.outcome,
    status: run.status,
    totalUs: run.totalUs,
    dnsUs: record.dnsUs,
    connectUs: record.connectUs,
    tlsUs: record.tlsUs,
    ttfbUs: run.ttfbUs,
    transferUs: run.transferUs,
    bytes: run.bytes,
    evidence: () => run.evidence(verdict.message, assertions),
    ...(findings.length > 0 ? { findings } : {}),
    ...(run.attachments.length > 0 ? { attachments: run.attachments } : {}),
  };
}

function phaseMs(run: CheckRun, { name, totalUs }: { name: string; totalUs: number }): number | null {
  const { record } = run;
  const phases: Record<string, number | null> = {
    total: totalUs,
    dns: record.dnsUs,
    connect: record.connectUs,
    tls: record.tlsUs,
    ttfb: run.ttfbUs,
    transfer: run.transferUs,
  };
  const us = phases[name] ?? null;
  return us === null ? null : us / 1000;
}

function knownValue(run: CheckRun, { source, name }: { source: AssertionSource; name: string }): Observed {
  const known = run.values[source] ?? run.look?.(source, name) ?? null;
  if (known !== null || source !== "daysLeft") return known;
  return daysUntilEnd(run.record, Date.now());
}
