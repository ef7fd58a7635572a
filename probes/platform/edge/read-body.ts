import { MOST_BODY_BYTES } from "#probes/core/http-request.ts";

export type ReadBody = { body: Uint8Array; bytes: number; truncated: boolean };

/** Reads at most 1 MB, keeps the first `keepBytes`, and lets the rest go. */
export async function readBody(response: Response, keepBytes: number): Promise<ReadBody> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let kept = 0;
  let bytes = 0;
  for (;;) {
    const next = await reader?.read();
    if (!next || next.done) return { body: join(parts, kept), bytes, truncated: false };
    const taken = next.value.subarray(0, MOST_BODY_BYTES - bytes);
    const part = taken.subarray(0, Math.max(0, keepBytes - kept));
    bytes += taken.length;
    kept += part.length;
    parts.push(part);
    if (taken.length < next.value.length) {
      await reader?.cancel();
      return { body: join(parts, kept), bytes, truncated: true };
    }
  }
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
