import type { ArtifactReceipt, ArtifactUpload } from "#contracts/artifact.ts";
import type { CheckOf } from "#contracts/check.ts";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type {
  ProbeBeat,
  ProbeBeatReply,
  ProbeConfig,
  ProbeConfigsInput,
  ProbeHello,
  ProbeReceipt,
  ProbeReport,
  ProbeWelcome,
} from "#contracts/probe-rpc.ts";
import type { ProbeStream } from "#contracts/stream.ts";
import type { Evidence, Finding, Outcome } from "#contracts/tick.ts";
import type { TraceContext } from "#contracts/trace-context.ts";
import type { Tracer } from "#contracts/tracer.ts";
import type { TrialReceipt, TrialReport } from "#contracts/trial.ts";

/** `now` is epoch ms and may step; `monotonicMs` never goes back. `setTimer` returns what cancels it. */
export type Clock = {
  now(): number;
  monotonicMs(): number;
  setTimer(run: () => void, delayMs: number): () => void;
};

export type LogLevel = "debug" | "info" | "warn" | "error";
export type ProbeLog = (level: LogLevel, message: string, fields?: Record<string, unknown>) => void;

/** The app as a probe sees it. Every call rejects with ProbeRpcError. */
export type ProbeRpc = {
  hello(input: ProbeHello): Promise<ProbeWelcome>;
  configs(input: Pick<ProbeConfigsInput, "monitorIds">): Promise<ProbeConfig[]>;
  report(input: ProbeReport, trace?: TraceContext | null): Promise<ProbeReceipt>;
  artifact(input: ArtifactUpload): Promise<ArtifactReceipt>;
  trial(input: TrialReport): Promise<TrialReceipt>;
  beat(input: ProbeBeat): Promise<ProbeBeatReply>;
};

/** `unauthorised`: the token is wrong; `rejected`: the app will never take this input; otherwise try again. */
export class ProbeRpcError extends Error {
  override readonly name = "ProbeRpcError";
  readonly kind: "unauthorised" | "rejected" | "unavailable";
  /** Of the HTTP answer; null: there was none. */
  readonly status: number | null;
  constructor(
    kind: ProbeRpcError["kind"],
    message: string,
    { status = null, ...options }: ErrorOptions & { status?: number | null } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.status = status;
  }
}

type OnConfig = Extract<ProbeConfig, { state: "on" }>;
export type RunnableConfig<Kind extends CheckKind = CheckKind> = Omit<OnConfig, "check"> & {
  check: CheckOf<Kind>;
};

export type Phases = {
  dnsUs: number | null;
  connectUs: number | null;
  tlsUs: number | null;
  ttfbUs: number | null;
  transferUs: number | null;
};

/** What a runner saw. Evidence is made only when it is kept, because most ticks are ok. */
export type Observation = Phases & {
  outcome: Outcome;
  status: number | null;
  totalUs: number;
  bytes: number;
  evidence: () => Evidence;
  findings?: readonly Finding[];
  /** Handed in when the tick is a failure. */
  attachments?: readonly Attachment[];
};

/** `bytes` is base64. */
export type Attachment = Pick<ArtifactUpload, "kind" | "contentType" | "bytes">;

/** Never rejects: an unreachable target is an observation, an unknown fault has outcome `internal`. */
export type CheckRunner<Kind extends CheckKind = CheckKind> = (
  config: RunnableConfig<Kind>,
) => Promise<Observation>;

/** The kinds that a probe can check where it stands. */
export type CheckRunners = { readonly [Kind in CheckKind]?: CheckRunner<Kind> };

/** True when the URL answered at all, whatever the status. */
export type ControlChecker = (url: string) => Promise<boolean>;

export type ProbeDeps = {
  clock: Clock;
  stream: ProbeStream;
  rpc: ProbeRpc;
  runners: CheckRunners;
  checkControl: ControlChecker;
  log: ProbeLog;
  /** 0 ≤ n < 1. */
  random: () => number;
  rssBytes: () => number;
  /** Left out: traces are passed on, and nothing is exported here. */
  tracer?: Tracer | null;
};
