import type { Outcome } from "#contracts/tick.ts";

const PHRASES: Record<Outcome, string> = {
  ok: "success",
  status: "unexpected status",
  keyword: "keyword rule not met",
  redirect: "redirect not followed",
  dns: "DNS failure",
  refused: "connection refused",
  unreachable: "host unreachable",
  timeout: "timeout",
  tls: "TLS failure",
  reset: "connection reset",
  protocol: "invalid answer",
  blocked: "connection blocked",
  internal: "probe fault",
  assertion: "assertion not met",
  expiry: "expires soon",
  auth: "sign-in refused",
  missed: "no sign of life",
  failed: "failure reported by the job",
};

/** "timeout", "DNS failure": what a region saw, in words. */
export function describeOutcome(outcome: Outcome): string {
  return PHRASES[outcome];
}

/** What failed, and from where: "timeout from fra1, iad1; DNS failure from sin1". */
export function describeFailures(failed: readonly { region: string; outcome: Outcome }[]): string {
  const regionsOf = new Map<Outcome, string[]>();
  for (const { outcome, region } of failed) {
    regionsOf.set(outcome, [...(regionsOf.get(outcome) ?? []), region]);
  }
  return [...regionsOf]
    .map(([outcome, regions]) => `${describeOutcome(outcome)} from ${regions.join(", ")}`)
    .join("; ");
}
