import type { AssertionSource } from "#contracts/checks/assertion-sources.ts";
import type { Evidence, Finding } from "#contracts/tick.ts";
import type { Observe, Observed } from "#domain/check/judge-assertions.ts";
import { Deadline } from "#probes/core/deadline.ts";
import type { Attachment } from "#probes/core/ports.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import type { WireRecord } from "#probes/core/wire.ts";
import { cleanText, Transcript } from "./transcript.ts";

/** What a runner fills while it works, so that a fault still shows how far the check came. */
export class CheckRun {
  readonly record: WireRecord = {
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    addresses: [],
    remoteAddress: null,
    certificate: null,
    certificateEndsAt: null,
    tlsProtocol: null,
    alpn: null,
    ocsp: null,
  };
  readonly transcript = new Transcript();
  readonly deadline: Deadline;
  status: number | null = null;
  ttfbUs: number | null = null;
  transferUs: number | null = null;
  bytes = 0;
  findings: Finding[] = [];
  bodySample: string | null = null;
  /** What assertions look at, beside `time` and `daysLeft`, which are known from the connection. */
  values: Partial<Record<AssertionSource, Observed>> = {};
  /** For sources that have a name, such as `json`. */
  look: Observe | null = null;
  /** Where something better than the whole check's duration is known, such as the mean of several answers. */
  measuredUs: number | null = null;
  /** Of a check that takes several steps. */
  steps: NonNullable<Evidence["steps"]> = [];
  readonly attachments: Attachment[] = [];
  private readonly startedAt = performance.now();

  constructor(timeoutMs: number) {
    this.deadline = new Deadline(timeoutMs);
  }

  get totalUs(): number {
    return this.measuredUs ?? sinceUs(this.startedAt);
  }

  evidence(message: string, assertions: Evidence["assertions"]): Evidence {
    const { record } = this;
    return {
      message: cleanText(message).slice(0, 500),
      remoteAddress: record.remoteAddress?.slice(0, 64) ?? null,
      resolvedAddresses: record.addresses.slice(0, 20).map((address) => address.slice(0, 64)),
      redirects: [],
      responseHeaders: [],
      bodySample: this.bodySample === null ? null : cleanText(this.bodySample).slice(0, 4096),
      certificate: record.certificate,
      ...(assertions && assertions.length > 0 ? { assertions } : {}),
      ...(this.steps.length === 0 ? {} : { steps: this.steps }),
      ...(this.transcript.text === "" ? {} : { transcript: this.transcript.text }),
    };
  }
}
