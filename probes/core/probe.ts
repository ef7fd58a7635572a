import type { ProbeWelcome } from "#contracts/probe-rpc.ts";
import { checksKey, urgentKey } from "#contracts/stream-keys.ts";
import { Acknowledger } from "./acknowledger.ts";
import { ConfigCache } from "./config-cache.ts";
import { ControlTargets } from "./control-targets.ts";
import { EntryDesk } from "./entry-desk.ts";
import { HostGate } from "./host-gate.ts";
import { JobDesk } from "./job-desk.ts";
import type { ProbeDeps } from "./ports.ts";
import type { ProbeOptions } from "./probe-options.ts";
import { Quarantine } from "./quarantine.ts";
import { Reader } from "./reader.ts";
import { Reporter } from "./reporter.ts";
import { sleep } from "./sleep.ts";
import { SlotLedger } from "./slot-ledger.ts";
import { Spool } from "./spool.ts";
import { introduceAs } from "./user-agent.ts";

const BEAT_MS = 5000;
const HELLO_MS = 60_000;

/** `welcome` is the app's answer to the first hello: it names the region, which the token stands for. */
export type ProbeStart = { options: ProbeOptions; welcome: ProbeWelcome };

/** `waiting`: of the queued ones, those that wait for a place or their host. */
export type ProbeStats = {
  inFlight: number;
  waiting: number;
  queued: number;
  heldEntries: number;
  unreported: number;
  spooled: number;
  configs: number;
  isHealthy: boolean;
};

/** One running probe. `stop` drains: in-flight checks finish, results are reported, entries acknowledged. */
export class Probe {
  private readonly ledger: SlotLedger;
  private readonly acks: Acknowledger;
  private readonly gate: HostGate;
  private readonly control: ControlTargets;
  private readonly spool: Spool;
  private readonly configs: ConfigCache;
  private readonly reporter: Reporter;
  private readonly jobs: JobDesk;
  private readonly quarantine: Quarantine;
  private readonly reader: Reader;
  private readonly stopping = new AbortController();
  private readonly options: ProbeOptions;
  /** The app's clock when it last told what had changed. */
  private toldAt: number;
  private reading: Promise<void> | null = null;
  private stopped: Promise<void> | null = null;

  constructor(
    private readonly deps: ProbeDeps,
    { options, welcome }: ProbeStart,
  ) {
    const { region } = welcome;
    this.options = options;
    this.toldAt = welcome.serverTime;
    this.acks = new Acknowledger(deps, options.ackEveryMs);
    this.ledger = new SlotLedger(deps.clock, (entry) => this.acks.push(entry));
    this.gate = new HostGate(options);
    // Not at the next beat: the app excuses a region that it has just heard to be well.
    this.control = new ControlTargets(deps, () => void this.beat());
    this.control.use(welcome.controlTargets);
    introduceAs(welcome.contactUrl);
    this.spool = new Spool(deps, region);
    this.configs = new ConfigCache(deps);
    const { ledger, control, spool, configs, gate } = this;
    this.reporter = new Reporter(
      // Only what the app confirmed is remembered: a spool can be lost with Redis, and the slot must then run again.
      { ...deps, control, spool, settle: (slot, how) => ledger.finish(slot, how === "reported") },
      options.flushEveryMs,
    );
    const { reporter } = this;
    const { longestSleepMs } = options;
    this.jobs = new JobDesk({ ...deps, region, longestSleepMs, configs, gate, ledger, reporter });
    const { jobs } = this;
    const bootKey = `probe:boot:${region}:${options.instance}`;
    this.quarantine = new Quarantine(deps, bootKey, (slot) => jobs.runAlone(slot));
    const { quarantine } = this;
    const entries = new EntryDesk({ ...deps, region, ledger, configs, jobs, quarantine });
    this.reader = new Reader(
      { ...deps, ledger, entries, quarantine },
      { ...options, consumer: options.instance, urgent: urgentKey(region), checks: checksKey(region) },
    );
  }

  start(): void {
    this.reading = this.reader.run(this.stopping.signal);
    void this.repeat(BEAT_MS, () => this.beat());
    void this.repeat(HELLO_MS, () => this.greet());
  }

  stats(): ProbeStats {
    return {
      inFlight: this.gate.inFlight,
      waiting: this.gate.waiting,
      queued: this.jobs.queued + this.quarantine.size,
      heldEntries: this.ledger.heldEntries,
      unreported: this.reporter.waiting,
      spooled: this.spool.spooled,
      configs: this.configs.size,
      isHealthy: this.control.isHealthy,
    };
  }

  stop(): Promise<void> {
    this.stopped ??= this.drain();
    return this.stopped;
  }

  private async drain(): Promise<void> {
    const { clock } = this.deps;
    this.stopping.abort();
    this.jobs.stop();
    this.configs.stop();
    const deadline = new AbortController();
    const cancel = clock.setTimer(() => deadline.abort(), this.options.drainMs);
    await Promise.race([this.reading, sleep(clock, this.options.drainMs, deadline.signal)]);
    while (this.gate.inFlight > 0 && !deadline.signal.aborted) await sleep(clock, 20, deadline.signal);
    await this.reporter.drain(deadline.signal);
    await this.acks.flush();
    await this.quarantine.close();
    cancel();
    deadline.abort();
  }

  private async repeat(everyMs: number, run: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await sleep(this.deps.clock, everyMs, signal);
      if (!signal.aborted) await run();
    }
  }

  private async beat(): Promise<void> {
    const { instance, version, runtime } = this.options;
    const { inFlight, queued, heldEntries, spooled } = this.stats();
    try {
      const reply = await this.deps.rpc.beat({
        instance,
        version,
        runtime,
        inFlight,
        queued,
        pendingEntries: heldEntries,
        lagMs: this.jobs.takeLagMs(),
        spooled,
        rssBytes: this.deps.rssBytes(),
        // A probe that is given no jobs looks for itself: it would call its region sick for as long as it has none.
        regionHealthy: await this.control.judge({ hasNewFailure: !this.control.isHealthy }),
        since: this.toldAt,
      });
      this.toldAt = reply.serverTime;
      if (reply.changedAll) this.configs.refreshAll();
      else this.configs.refreshUsed(reply.changedMonitorIds);
    } catch (error) {
      this.deps.log("debug", "a beat was not taken", { reason: String(error) });
    }
  }

  private async greet(): Promise<void> {
    const { instance, version, runtime, kinds } = this.options;
    try {
      const welcome = await this.deps.rpc.hello({ instance, version, runtime, kinds });
      this.control.use(welcome.controlTargets);
      introduceAs(welcome.contactUrl);
    } catch (error) {
      this.deps.log("debug", "a hello was not taken", { reason: String(error) });
    }
  }
}
