import type { ArtifactUpload } from "#contracts/artifact.ts";
import { HttpCheck } from "#contracts/checks/http.ts";
import { encodeJobs, type Job } from "#contracts/job.ts";
import type { ProbeBeat, ProbeBeatReply, ProbeConfig, ProbeReport } from "#contracts/probe-rpc.ts";
import { checksKey, PROBE_GROUP, urgentKey } from "#contracts/stream-keys.ts";
import type { Outcome } from "#contracts/tick.ts";
import type { TrialReport } from "#contracts/trial.ts";
import type { Clock, Observation, ProbeDeps, RunnableConfig } from "#probes/core/ports.ts";
import { Probe } from "#probes/core/probe.ts";
import { PROBE_DEFAULTS, type ProbeOptions } from "#probes/core/probe-options.ts";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";

export const REGION = "test-1";

/** Reads the globals at each call, so that a test's fake timers drive it. */
export const testClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer: (run, delayMs) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export function anObservation(outcome: Outcome = "ok"): Observation {
  return {
    outcome,
    status: outcome === "ok" ? 200 : null,
    totalUs: 1000,
    dnsUs: null,
    connectUs: 200,
    tlsUs: null,
    ttfbUs: 600,
    transferUs: 200,
    bytes: 5,
    evidence: () => ({
      message: outcome,
      remoteAddress: null,
      resolvedAddresses: [],
      redirects: [],
      responseHeaders: [],
      bodySample: null,
      certificate: null,
    }),
  };
}

export function aConfig(
  monitorId: number,
  change: Partial<RunnableConfig<"http">> = {},
): RunnableConfig<"http"> {
  return {
    state: "on",
    monitorId,
    configVersion: 1,
    intervalMs: 20_000,
    slotOffsetMs: 0,
    gridFrom: 0,
    timeoutMs: 5000,
    check: HttpCheck.parse({
      kind: "http",
      url: `http://host-${monitorId}.example/`,
      method: "GET",
      headers: [],
      body: null,
      expectedStatus: [{ from: 200, to: 299 }],
      keyword: null,
      followRedirects: true,
    }),
    ...change,
  };
}

export function aJob(monitorId: number, scheduledAt: number, change: Partial<Job> = {}): Job {
  return { monitorId, configVersion: 1, scheduledAt, origin: "scheduled", ...change };
}

export type Run = { monitorId: number; at: number; version: number };

/** A whole probe over the in-memory stream engine and an app that is a few arrays. */
export class ProbeRig {
  readonly stream: MemoryStream = createMemoryStream(() => Date.now());
  readonly reports: ProbeReport[] = [];
  readonly beats: ProbeBeat[] = [];
  readonly trials: TrialReport[] = [];
  readonly artifacts: ArtifactUpload[] = [];
  takesArtifacts = true;
  readonly logs: string[] = [];
  readonly runs: Run[] = [];
  readonly asked: number[][] = [];
  readonly configs = new Map<number, ProbeConfig>();
  /** What `report` and `configs` do first; throw to be an app in trouble. */
  onReport: (report: ProbeReport) => void | Promise<void> = () => undefined;
  onConfigs: () => void | Promise<void> = () => undefined;
  onTrial: (report: TrialReport) => void | Promise<void> = () => undefined;
  /** What the app's answer to a beat says beside "nothing has changed". */
  onBeat: (beat: ProbeBeat) => Partial<ProbeBeatReply> = () => ({});
  check: (config: RunnableConfig) => Promise<Observation> = async () => anObservation();
  controlAnswers = true;
  controlTargets: string[] = [];
  private ids = 0;

  async openStreams(): Promise<void> {
    for (const name of [checksKey(REGION), urgentKey(REGION)])
      await this.stream.ensureGroup(name, PROBE_GROUP);
  }

  start(overrides: Partial<ProbeOptions> = {}): Probe {
    const options: ProbeOptions = {
      ...PROBE_DEFAULTS,
      kinds: ["http"],
      runtime: "node",
      instance: "a",
      ...overrides,
    };
    const welcome = { region: REGION, serverTime: Date.now(), controlTargets: this.controlTargets };
    const probe = new Probe(this.deps(), { options, welcome });
    probe.start();
    return probe;
  }

  async give(jobs: readonly Job[]): Promise<void> {
    this.ids += 1;
    await this.stream.addAt(checksKey(REGION), [
      { id: `${Date.now()}-${this.ids}`, payload: encodeJobs(jobs) },
    ]);
  }

  get ticks() {
    return this.reports.flatMap((report) => report.ticks);
  }

  get gaps() {
    return this.reports.flatMap((report) => report.gaps);
  }

  async pending(): Promise<number> {
    const { pending } = await this.stream.describe(checksKey(REGION), PROBE_GROUP);
    return pending;
  }

  private deps(): ProbeDeps {
    return {
      clock: testClock,
      stream: this.stream,
      random: () => 0.5,
      rssBytes: () => 1,
      log: (level, message) => this.logs.push(`${level} ${message}`),
      checkControl: async () => this.controlAnswers,
      runners: {
        http: (config) => {
          this.runs.push({ monitorId: config.monitorId, at: Date.now(), version: config.configVersion });
          return this.check(config);
        },
      },
      rpc: {
        hello: async () => ({ region: REGION, serverTime: Date.now(), controlTargets: this.controlTargets }),
        configs: async ({ monitorIds }) => {
          this.asked.push(monitorIds);
          const answer = monitorIds.map(
            (id) => this.configs.get(id) ?? { state: "off" as const, monitorId: id },
          );
          await this.onConfigs();
          return answer;
        },
        report: async (report) => {
          await this.onReport(report);
          this.reports.push(report);
          return { accepted: report.ticks.length, duplicates: 0, dropped: 0 };
        },
        artifact: async (upload) => {
          this.artifacts.push(upload);
          return { taken: this.takesArtifacts };
        },
        trial: async (report) => {
          await this.onTrial(report);
          this.trials.push(report);
          return { taken: true };
        },
        beat: async (beat) => {
          this.beats.push(beat);
          return { serverTime: Date.now(), changedMonitorIds: [], changedAll: false, ...this.onBeat(beat) };
        },
      },
    };
  }
}
