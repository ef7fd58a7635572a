import type { Outcome } from "#contracts/tick.ts";
import { cleanText } from "./checks/transcript.ts";
import type { Observation } from "./ports.ts";

/** The observation of a check that never asked its target. */
export function unseen({ outcome, message }: { outcome: Outcome; message: string }): Observation {
  return {
    outcome,
    status: null,
    totalUs: 0,
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    ttfbUs: null,
    transferUs: null,
    bytes: 0,
    evidence: () => ({
      message: cleanText(message).slice(0, 500),
      remoteAddress: null,
      resolvedAddresses: [],
      redirects: [],
      responseHeaders: [],
      bodySample: null,
      certificate: null,
    }),
  };
}
