import { type ClaimedUpdate, claimUpdates } from "#server/store/claim-update-store.ts";
import { type ClaimedDelivery, claimDeliveries } from "#server/store/dispatch-store.ts";
import { type Delivered, deliver, type NotifyDeps } from "./deliver.ts";

/** A channel has one delivery under way; this many channels at once. */
const MAX_UNDER_WAY = 20;
/** Beside these: subscribers of status pages never take an alert's place. */
const MAX_SUBSCRIBERS = 20;
const POLL_MS = 1_000;
/** What a wake-up starts ends after this time even while deliveries go on coming: the cron's loop takes over. */
const DRAIN_MS = 20_000;

export type NotifyReport = { ok: boolean; failures: string[] } & Record<Delivered, number>;

export type Notifier = {
  /** Sends what is due now; resolves when that is done, at once where the loop runs already. Never rejects. */
  wake: () => Promise<void>;
  /** Sends what becomes due until the budget ends. */
  run: (budgetMs: number) => Promise<NotifyReport>;
};

/** One loop at most, however often it is woken. Other processes may run theirs: the database keeps them apart. */
export function createNotifier(deps: NotifyDeps): Notifier {
  let loop: Loop | null = null;
  const start = (end: LoopEnd): Loop => {
    const started = new Loop(deps, end);
    loop = started;
    return started;
  };
  return {
    async wake() {
      if (loop?.isRunning) return loop.ring();
      await start({ untilMs: deps.clock() + DRAIN_MS, whenIdle: true }).finished;
    },
    run(budgetMs) {
      const untilMs = deps.clock() + budgetMs;
      if (!loop?.isRunning) return start({ untilMs, whenIdle: false }).finished;
      loop.extend(untilMs);
      return loop.finished;
    },
  };
}

type Claim<Claimed> = (
  pool: NotifyDeps["pool"],
  asked: { nowMs: number; limit: number },
) => Promise<Claimed[]>;
type LoopEnd = { untilMs: number; whenIdle: boolean };

class Loop {
  readonly finished: Promise<NotifyReport>;
  isRunning = true;
  readonly #deps: NotifyDeps;
  readonly #underWay = new Set<Promise<void>>();
  readonly #subscribersUnderWay = new Set<Promise<void>>();
  readonly #report: NotifyReport = {
    ok: true,
    failures: [],
    sent: 0,
    suppressed: 0,
    retry: 0,
    failed: 0,
    dead: 0,
    lost: 0,
  };
  #end: LoopEnd;
  #looks = 0;
  #failedLooks = 0;
  #isRung = false;
  #answerBell: () => void = () => undefined;

  constructor(deps: NotifyDeps, end: LoopEnd) {
    this.#deps = deps;
    this.#end = end;
    this.finished = this.#run();
  }

  ring(): void {
    this.#isRung = true;
    this.#answerBell();
  }

  extend(untilMs: number): void {
    this.#end = { untilMs: Math.max(this.#end.untilMs, untilMs), whenIdle: false };
    this.ring();
  }

  async #run(): Promise<NotifyReport> {
    for (;;) {
      this.#isRung = false;
      const claimed = await this.#claim();
      for (const delivery of claimed) this.#start(delivery, this.#underWay);
      const updates = await this.#claimUpdates();
      for (const update of updates) this.#start(update, this.#subscribersUnderWay);
      if (claimed.length + updates.length > 0 || this.#isRung) continue;
      const isBusy = this.#underWay.size + this.#subscribersUnderWay.size > 0;
      if (!isBusy && (this.#end.whenIdle || this.#isOver())) break;
      await this.#wait();
    }
    // In the same turn as the last look at the bell: whoever rings from here on starts a new loop.
    this.isRunning = false;
    this.#report.ok = this.#failedLooks < this.#looks || this.#looks === 0;
    return this.#report;
  }

  #isOver(): boolean {
    // What an answer has woken still leaves; the loop that goes on is for another process.
    if (!this.#end.whenIdle && this.#deps.isEnding()) return true;
    return this.#deps.clock() >= this.#end.untilMs;
  }

  #claim(): Promise<ClaimedDelivery[]> {
    return this.#look(claimDeliveries, MAX_UNDER_WAY - this.#underWay.size);
  }

  #claimUpdates(): Promise<ClaimedUpdate[]> {
    return this.#look(claimUpdates, MAX_SUBSCRIBERS - this.#subscribersUnderWay.size);
  }

  async #look<Claimed>(claim: Claim<Claimed>, limit: number): Promise<Claimed[]> {
    if (limit === 0 || this.#isOver()) return [];
    this.#looks += 1;
    try {
      return await claim(this.#deps.pool, { nowMs: this.#deps.clock(), limit });
    } catch (error) {
      this.#failedLooks += 1;
      this.#note(error, "Deliveries could not be claimed.");
      return [];
    }
  }

  #start(delivery: ClaimedDelivery | ClaimedUpdate, underWay: Set<Promise<void>>): void {
    const work = deliver(this.#deps, delivery)
      .then((delivered) => {
        this.#report[delivered] += 1;
      })
      .catch((error: unknown) => this.#note(error, "The result of a delivery could not be recorded."))
      .finally(() => {
        underWay.delete(work);
        // It may have made others ready after the look that is being taken just now.
        this.ring();
      });
    underWay.add(work);
  }

  #note(error: unknown, message: string): void {
    this.#deps.log.error({ err: error }, message);
    this.#report.failures.push(error instanceof Error ? error.message : String(error));
  }

  /** Until the bell rings, which a finished delivery does too, or the next look is due. */
  async #wait(): Promise<void> {
    const bell = new Promise<void>((resolve) => {
      this.#answerBell = resolve;
    });
    await Promise.race([bell, this.#deps.sleep(POLL_MS)]);
  }
}
