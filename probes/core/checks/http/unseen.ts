import type { Observation } from "#probes/core/ports.ts";
import { cleanText } from "../transcript.ts";
import type { Judged } from "./send-http.ts";

/** The observation of a check that never asked its target. */
export function unseen({ outcome, message }: Judged): Observation {
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
