import type { TraceContext } from "#contracts/trace-context.ts";
import type { OpenSpan, SpanStart } from "#contracts/tracer.ts";
import { processTracer } from "./process-tracer.ts";
import { currentScope, runInScope } from "./request-scope.ts";

/** Where the work that runs now stands in a trace, whether or not this process exports one. */
export function currentTrace(): TraceContext | null {
  return currentScope()?.trace ?? null;
}

type Traced = Omit<SpanStart, "parent"> & { parent?: TraceContext | null };

/**
 * Runs `work` as a span below the one that runs now, or below `parent`. While tracing is off this is a call of `work` and
 * nothing else, but that a given parent is passed on. What is thrown is named by its kind; a message may hold anything.
 */
export function traced<Result>(
  { parent = currentTrace(), ...span }: Traced,
  work: (span: OpenSpan | null) => Promise<Result>,
): Promise<Result> {
  const tracer = processTracer();
  const scope = currentScope();
  if (tracer === null) {
    if (parent === (scope?.trace ?? null)) return work(null);
    return runInScope({ request: scope?.request ?? null, trace: parent }, () => work(null));
  }
  const open = tracer.start({ ...span, parent });
  return runInScope({ request: scope?.request ?? null, trace: open.trace }, () => finish(open, work));
}

async function finish<Result>(open: OpenSpan, work: (span: OpenSpan) => Promise<Result>): Promise<Result> {
  try {
    return await work(open);
  } catch (error) {
    open.fail(faultName(error));
    throw error;
  } finally {
    open.end();
  }
}

/** The kind of an error, and its code where that is a word: `DatabaseError 57014`. */
export function faultName(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error ? String(error.code) : "";
  return /^[A-Za-z0-9_]{1,30}$/.test(code) ? `${error.name} ${code}` : error.name;
}
