import type { TraceContext } from "./trace-context.ts";

export type SpanKind = "internal" | "server" | "client" | "producer" | "consumer";

/** Never a URL, a header, a body or anything that a user typed: ids, counts, kinds and outcomes. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export type SpanStart = {
  /** Low in cardinality: no id is in it. */
  name: string;
  kind?: SpanKind;
  /** Null: the first of a trace. */
  parent: TraceContext | null;
  attributes?: SpanAttributes;
  /** Epoch ms; now when it is left out. */
  startedAt?: number;
  links?: readonly TraceContext[];
  /** `always`: kept whatever the ratio says. `afresh`: the parent's say about it does not count. */
  sampling?: "always" | "afresh";
};

export type OpenSpan = {
  readonly trace: TraceContext;
  set(attributes: SpanAttributes): void;
  /** `reason` is a closed word such as an outcome, or the name of an error; never its message. */
  fail(reason: string): void;
  end(): void;
};

/** Where there is none, tracing is off. */
export type Tracer = {
  start(span: SpanStart): OpenSpan;
  /** Sends what waits. Never rejects. */
  flush(): Promise<void>;
};
