import { StreamError, type StreamMessage } from "#contracts/stream.ts";
import { PROBE_GROUP } from "#contracts/stream-keys.ts";
import type { EntryDesk } from "./entry-desk.ts";
import type { ProbeDeps } from "./ports.ts";
import type { Quarantine } from "./quarantine.ts";
import { backOffMs, sleep } from "./sleep.ts";
import type { SlotLedger } from "./slot-ledger.ts";

const READ_COUNT = 50;
const PENDING_PAGE = 100;
const CLAIM_EVERY_MS = 60_000;
/**
 * A live consumer holds an entry for its look-ahead (75 s), the freshness of its slots (≤ 60 s), the longest check
 * (60 s) and the report. Claiming sooner would run another worker's jobs twice. Jobs of a dead one do not wait for
 * this: the sweep enqueues its fresh slots anew; claiming only clears what is left.
 */
const MIN_IDLE_MS = 210_000;

type ReaderDeps = Pick<ProbeDeps, "clock" | "stream" | "log" | "random"> & {
  ledger: SlotLedger;
  entries: EntryDesk;
  quarantine: Quarantine;
};
type ReaderOptions = {
  urgent: string;
  checks: string;
  consumer: string;
  pollMs: number;
  maxHeldEntries: number;
};

/** Reads the region's streams for as long as `signal` is not aborted: own pending entries, dead peers', then new ones. */
export class Reader {
  private mustRecover = true;
  private nextClaimAt = 0;

  constructor(
    private readonly deps: ReaderDeps,
    private readonly options: ReaderOptions,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const isMore = await this.turn(signal);
        failures = 0;
        if (!isMore) await sleep(this.deps.clock, this.options.pollMs, signal);
      } catch (error) {
        // A read that waited was ended on purpose.
        if (signal.aborted) return;
        failures += 1;
        await this.mend(error);
        const pauseMs = backOffMs(failures, { firstMs: 100, mostMs: 5000, random: this.deps.random });
        await sleep(this.deps.clock, pauseMs, signal);
      }
    }
  }

  /** True when there may be more to read at once. */
  private async turn(signal: AbortSignal): Promise<boolean> {
    await this.deps.quarantine.open();
    if (this.mustRecover) await this.recover();
    if (this.deps.clock.monotonicMs() >= this.nextClaimAt && !signal.aborted) await this.claim();
    return signal.aborted ? false : this.readNew();
  }

  private async mend(error: unknown): Promise<void> {
    // A reply that was lost on its way has left entries pending that this process never saw.
    this.mustRecover = true;
    const isGroupLost = error instanceof StreamError && error.kind === "no_group";
    if (!isGroupLost) {
      this.deps.log("warn", "the job stream cannot be read; trying again", { reason: String(error) });
      return;
    }
    this.deps.log("info", "the consumer group is missing; creating it");
    for (const stream of [this.options.urgent, this.options.checks]) {
      try {
        await this.deps.stream.ensureGroup(stream, PROBE_GROUP);
      } catch (failure) {
        this.deps.log("warn", "the consumer group could not be created", { stream, reason: String(failure) });
      }
    }
  }

  private async recover(): Promise<void> {
    for (const stream of [this.options.urgent, this.options.checks]) {
      const pending = await this.readPending(stream);
      await this.takeAgain(stream, pending);
    }
    this.mustRecover = false;
  }

  private async readPending(stream: string): Promise<StreamMessage[]> {
    const reader = { group: PROBE_GROUP, consumer: this.options.consumer, count: PENDING_PAGE };
    const pending: StreamMessage[] = [];
    let after = "0";
    for (;;) {
      const page = await this.deps.stream.readPending(stream, { ...reader, after });
      pending.push(...page);
      const last = page.at(-1);
      if (!last || page.length < PENDING_PAGE) return pending;
      after = last.id;
    }
  }

  private async claim(): Promise<void> {
    for (const stream of [this.options.urgent, this.options.checks]) {
      const claimed = await this.deps.stream.claimIdle(stream, {
        group: PROBE_GROUP,
        consumer: this.options.consumer,
        minIdleMs: MIN_IDLE_MS,
        count: PENDING_PAGE,
      });
      if (claimed.length > 0)
        this.deps.log("info", "took over idle entries", { stream, count: claimed.length });
      await this.takeAgain(stream, claimed);
    }
    this.nextClaimAt = this.deps.clock.monotonicMs() + CLAIM_EVERY_MS;
  }

  private async takeAgain(stream: string, messages: readonly StreamMessage[]): Promise<void> {
    const unseen = messages.filter((message) => !this.deps.ledger.has(stream, message.id));
    if (unseen.length === 0) return;
    const deliveries = await this.deps.stream.deliveries(stream, {
      group: PROBE_GROUP,
      consumer: this.options.consumer,
      count: 1000,
    });
    for (const message of unseen) await this.deps.entries.take(message, deliveries.get(message.id) ?? 1);
  }

  private async readNew(): Promise<boolean> {
    const { urgent, checks, consumer, maxHeldEntries } = this.options;
    const held = this.deps.ledger.heldEntries;
    const room = Math.min(READ_COUNT, Math.floor((maxHeldEntries * 0.9 - held) / 2));
    const urgentRoom = Math.min(READ_COUNT, maxHeldEntries - held);
    if (urgentRoom < 1) return false;

    const streams = room < 1 ? [urgent] : [urgent, checks];
    const count = room < 1 ? urgentRoom : room;
    const messages = await this.deps.stream.readNew(streams, { group: PROBE_GROUP, consumer, count });
    const ordered = messages.toSorted((a, b) => Number(b.stream === urgent) - Number(a.stream === urgent));
    for (const message of ordered) await this.deps.entries.take(message, 1);
    return streams.some((name) => messages.filter(({ stream }) => stream === name).length >= count);
  }
}
