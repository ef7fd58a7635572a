import type { Finding } from "#contracts/tick.ts";
import { Fault } from "#probes/core/fault.ts";
import type { WireRecord } from "#probes/core/wire.ts";

const DAY_MS = 86_400_000;

/** Whole days; negative when it has ended. Null without a certificate. */
export function daysUntilEnd({ certificateEndsAt }: WireRecord, nowMs: number): number | null {
  return certificateEndsAt === null ? null : Math.floor((certificateEndsAt - nowMs) / DAY_MS);
}

/** Throws a Fault `expiry` when the certificate is valid for fewer days than `leastDays`. */
export function expectDaysLeft(
  record: WireRecord,
  { leastDays, nowMs }: { leastDays: number; nowMs: number },
) {
  const daysLeft = daysUntilEnd(record, nowMs);
  if (daysLeft === null || record.certificateEndsAt === null || daysLeft >= leastDays) return;
  const day = new Date(record.certificateEndsAt).toISOString().slice(0, 10);
  if (daysLeft < 0) throw new Fault("expiry", `The certificate expired on ${day}.`);
  throw new Fault(
    "expiry",
    `The certificate ends in ${daysLeft} days, on ${day}; it should be valid for ${leastDays} days or more.`,
  );
}

export function certificateFindings({ certificate, certificateEndsAt, tlsProtocol }: WireRecord): Finding[] {
  const findings: Finding[] = [];
  if (certificateEndsAt !== null && Number.isFinite(certificateEndsAt)) {
    findings.push({ key: "certificateExpiresAt", value: new Date(certificateEndsAt).toISOString() });
  }
  if (certificate !== null && certificate.issuer !== "") {
    findings.push({ key: "certificateIssuer", value: certificate.issuer });
  }
  if (tlsProtocol !== null) findings.push({ key: "tlsProtocol", value: tlsProtocol });
  return findings;
}
