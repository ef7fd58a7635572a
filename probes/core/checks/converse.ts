import type { Dial, Wire, WireTarget } from "#probes/core/wire.ts";
import type { CheckRun } from "./check-run.ts";
import { WireReader } from "./wire-reader.ts";

export type Talk = { wire: Wire; reader: WireReader };

/** Opens the connection, lets `talk` have it, measures the answer and closes whatever happens. Rejects with a Fault. */
export async function converse<Result>(
  dial: Dial,
  { run, target }: { run: CheckRun; target: WireTarget },
  talk: (on: Talk) => Promise<Result>,
): Promise<Result> {
  const wire = await dial(target, run.record, run.deadline);
  const from = performance.now();
  const reader = new WireReader(wire);
  try {
    return await talk({ wire, reader });
  } finally {
    run.bytes = reader.bytes;
    if (reader.firstByteAt !== null) {
      run.ttfbUs = toMicros(reader.firstByteAt - from);
      run.transferUs = toMicros(performance.now() - reader.firstByteAt);
    }
    wire.close();
  }
}

function toMicros(ms: number): number {
  return Math.max(0, Math.round(ms * 1000));
}
