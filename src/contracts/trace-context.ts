/** Where a piece of work stands in a trace (W3C Trace Context): 32 and 16 digits of lower-case hex, neither all zeros. */
export type TraceContext = { traceId: string; spanId: string; isSampled: boolean };

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const LONGEST = 256;

/** Reads a `traceparent` (W3C Trace Context, §3.2); null for anything else. A later version is read as far as it is known. */
export function parseTraceparent(text: unknown): TraceContext | null {
  if (typeof text !== "string" || text.length > LONGEST) return null;
  const [, version, traceId = "", spanId = "", flags = "", more] = TRACEPARENT.exec(text) ?? [];
  if (version === undefined || version === "ff" || (version === "00" && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function formatTraceparent({ traceId, spanId, isSampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}
