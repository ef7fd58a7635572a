export type KeptSettings<Value> = {
  /** Younger than that, a value is given as it is. */
  freshMs: number;
  /** Up to that age it is given at once and made anew behind the answer; older ones are waited for. */
  staleMs: number;
  /** How long an answer waits for a new one before it takes the last good one. */
  waitMs: number;
  /** What is not made by then has failed. */
  makeMs: number;
  maxEntries: number;
  maxBytes: number;
  bytesOf: (value: Value) => number;
  clock: () => number;
};

/** `isOld`: it could not be made anew, so it is the last good one. */
export type Kept<Value> = { value: Value; isOld: boolean };

type Entry<Value> = {
  value: Value;
  bytes: number;
  madeAt: number;
  /** Given only when nothing newer can be had. */
  isSpent: boolean;
  /** When making it anew failed last; it is not tried again at once. */
  failedAt: number | null;
};

/**
 * Keeps what is dear to make: one maker per key at a time, the old value while a new one is made, the last good one while
 * none can be made. The least recently used go first. A rejected first making rejects for all who wait for it.
 */
export class KeptCache<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private readonly making = new Map<string, Promise<Value>>();
  private bytes = 0;
  private changes = 0;

  constructor(private readonly settings: KeptSettings<Value>) {}

  /** `make` is given the last value, to use parts of it again. */
  async read(key: string, make: (last: Value | null) => Promise<Value>): Promise<Kept<Value>> {
    const entry = this.touch(key);
    if (entry === undefined) return { value: await this.refresh(key, make), isOld: false };
    const now = this.settings.clock();
    const age = now - entry.madeAt;
    if (!entry.isSpent && age < this.settings.freshMs) return { value: entry.value, isOld: false };
    if (entry.failedAt !== null && now - entry.failedAt < this.settings.freshMs) {
      return { value: entry.value, isOld: true };
    }
    const next = this.refresh(key, make);
    // Who waits gets the failure as an old value; nobody waits for what is made behind an answer.
    const settled = next.then(
      (value) => ({ value, isOld: false }),
      () => ({ value: entry.value, isOld: true }),
    );
    const isWorthWaiting = entry.failedAt === null && (entry.isSpent || age >= this.settings.staleMs);
    if (!isWorthWaiting) return { value: entry.value, isOld: entry.failedAt !== null };
    return orAfter(settled, this.settings.waitMs, () => {
      entry.failedAt = this.settings.clock();
      return { value: entry.value, isOld: true };
    });
  }

  /** The next reader waits for a new value; the old one stays for when there is none. */
  spend(matches: (value: Value) => boolean): void {
    this.changes += 1;
    for (const entry of this.entries.values()) {
      if (matches(entry.value)) entry.isSpent = true;
    }
  }

  forget(key: string): void {
    this.remove(key);
  }

  /** As if it had never been read. */
  drop(matches: (value: Value) => boolean): void {
    this.changes += 1;
    for (const [key, entry] of this.entries) {
      if (matches(entry.value)) this.remove(key);
    }
  }

  private touch(key: string): Entry<Value> | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry;
  }

  private refresh(key: string, make: (last: Value | null) => Promise<Value>): Promise<Value> {
    const known = this.making.get(key);
    if (known) return known;
    const before = this.entries.get(key);
    const startedAt = this.settings.clock();
    const changes = this.changes;
    const { makeMs } = this.settings;
    const made = orAfter(make(before?.value ?? null), makeMs, () => {
      throw new Error(`Not made within ${makeMs} ms.`);
    })
      .then((value) => {
        // What was spent in the meantime may have been read too early.
        this.keep(key, { value, isSpent: changes !== this.changes, madeAt: startedAt });
        return value;
      })
      .catch((error: unknown) => {
        if (before) before.failedAt = this.settings.clock();
        throw error;
      })
      .finally(() => this.making.delete(key));
    this.making.set(key, made);
    return made;
  }

  private keep(key: string, made: { value: Value; isSpent: boolean; madeAt: number }): void {
    this.remove(key);
    const bytes = this.settings.bytesOf(made.value);
    if (bytes > this.settings.maxBytes) return;
    this.entries.set(key, { ...made, bytes, failedAt: null });
    this.bytes += bytes;
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.settings.maxBytes && this.entries.size <= this.settings.maxEntries) return;
      this.remove(oldest);
    }
  }

  private remove(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.bytes -= entry.bytes;
    this.entries.delete(key);
  }
}

async function orAfter<Value>(work: Promise<Value>, ms: number, otherwise: () => Value): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Value>((resolve, reject) => {
    timer = setTimeout(() => {
      try {
        resolve(otherwise());
      } catch (error) {
        reject(error);
      }
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
