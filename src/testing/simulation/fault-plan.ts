import { Random } from "./random.ts";

/** How often each fault strikes where it can, at most. A seed enables some of them and scales their rates. */
const MOST_OFTEN = {
  stream_lost_request: 0.12,
  stream_lost_reply: 0.12,
  stream_doubled: 0.15,
  stream_refused: 0.1,
  stream_away: 0.03,
  stream_flushed: 0.04,
  stream_trimmed: 0.06,
  stream_rolled_back: 0.04,
  rpc_lost_request: 0.15,
  rpc_lost_reply: 0.15,
  rpc_doubled: 0.3,
  rpc_delayed: 0.2,
  sql_cut: 0.02,
  sql_commit_unknown: 0.08,
  sql_serialization: 0.02,
  sql_deadlock: 0.02,
  sql_away: 0.015,
  cron_late: 0.5,
  cron_dropped: 0.4,
  cron_doubled: 0.5,
  probe_crash: 0.004,
  probe_paused: 0.002,
  probe_restarted: 0.04,
  app_crash: 0.002,
  app_paused: 0.001,
  send_refused: 0.4,
  send_limited: 0.3,
  send_timeout: 0.2,
  send_cut: 0.3,
  check_internal: 0.15,
  region_cut_off: 0.05,
  monitor_edited: 0.05,
  app_paused_sending: 0.3,
} as const;

export type FaultKind = keyof typeof MOST_OFTEN;
export const FAULT_KINDS = Object.keys(MOST_OFTEN) as FaultKind[];

export type Fault = { ordinal: number; at: number; kind: FaultKind; where: string };
export type FaultChoice = {
  /** Null: as the seed says. */
  kinds: ReadonlySet<FaultKind> | null;
  /** Ordinals of faults that are decided on but do not strike. */
  skipped: ReadonlySet<number>;
};

const ENABLED_SHARE = 0.45;
const AFTERMATH_MS = 15_000;
/** Longer than a lease: who stands still for so long comes back to a message that somebody else has sent. */
const OUTLIVES_A_LEASE = { least: 62_000, most: 80_000 };

/** Decides where faults strike: by the seed alone, and only while the simulation is in its stormy part. */
export class FaultPlan {
  /** Faults strike before this moment. */
  stormEndsAt = 0;
  readonly struck: Fault[] = [];
  private readonly rates = new Map<FaultKind, { rate: number; random: Random }>();
  private ordinal = 0;

  constructor(
    seed: number,
    private readonly clock: { now: number },
    private readonly choice: FaultChoice,
  ) {
    const draw = new Random(seed, "faults");
    const isCalm = draw.chance(0.02);
    for (const kind of FAULT_KINDS) {
      const isChosen = draw.chance(ENABLED_SHARE) && !isCalm;
      const rate = MOST_OFTEN[kind] * draw.next() ** 1.5;
      const isAllowed = choice.kinds === null || choice.kinds.has(kind);
      if (isChosen && isAllowed) this.rates.set(kind, { rate, random: new Random(seed, kind) });
    }
  }

  get kinds(): FaultKind[] {
    return [...this.rates.keys()];
  }

  has(kind: FaultKind): boolean {
    return this.rates.has(kind);
  }

  /** `who` is told apart only where it matters: this is asked tens of thousands of times in a run. */
  strikes(kind: FaultKind, who: string, what = ""): boolean {
    const known = this.rates.get(kind);
    if (known === undefined || this.clock.now >= this.stormEndsAt || !known.random.chance(known.rate))
      return false;
    this.ordinal += 1;
    if (this.choice.skipped.has(this.ordinal)) return false;
    const where = what === "" ? who : `${who} ${what}`;
    this.struck.push({ ordinal: this.ordinal, at: this.clock.now, kind, where });
    return true;
  }

  /** How long something is away: not for long after the storm, or its end would be no quiet. */
  lasting(kind: FaultKind, least: number, most: number): number {
    return Math.min(this.between(kind, least, most), this.stormEndsAt + AFTERMATH_MS - this.clock.now);
  }

  /** How long a dispatcher stands still between sending and recording, also when the storm ends meanwhile. */
  outlivingLease(): number {
    return this.between("app_paused_sending", OUTLIVES_A_LEASE.least, OUTLIVES_A_LEASE.most);
  }

  /** How long, how many: from the fault's own source, so that other faults do not move it. */
  between(kind: FaultKind, least: number, most: number): number {
    return this.rates.get(kind)?.random.between(least, most) ?? least;
  }
}
