import type { Tracer } from "#contracts/tracer.ts";

// On globalThis: instrumentation and each route are bundled by themselves.
const holder = globalThis as typeof globalThis & { uptickTracer?: Tracer | null };

/** Null while tracing is off, which is a look at one variable. */
export function processTracer(): Tracer | null {
  return holder.uptickTracer ?? null;
}

export function setTracer(tracer: Tracer | null): void {
  holder.uptickTracer = tracer;
}
