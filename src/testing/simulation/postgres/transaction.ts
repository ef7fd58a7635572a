import type { Database } from "./database.ts";
import { connectionLost, deadlockDetected, SqlError, serializationFailure } from "./sql-error.ts";
import { type Table, visibleOf } from "./table.ts";

export type Isolation = "read committed" | "repeatable read";
type Writes = Map<string, object | null>;

/** One transaction: what it wrote, what it holds, and what it sees. */
export class Transaction {
  state: "open" | "failed" | "over" = "open";
  waitingFor: Transaction | null = null;
  readonly beganAt: number;
  private snapshot: number | null = null;
  private readonly writes = new Map<Table<object>, Writes>();
  private readonly held: string[] = [];
  private readonly claimed: string[] = [];
  private readonly onEnd: (() => void)[] = [];

  constructor(
    readonly db: Database,
    readonly isolation: Isolation,
  ) {
    this.beganAt = db.clock();
  }

  /** Every statement sees what was committed before it; with repeatable read, before the first one. */
  beginStatement(): void {
    if (this.snapshot !== null && this.isolation === "repeatable read") return;
    this.releaseSnapshot();
    this.snapshot = this.db.commits;
    this.db.holdSnapshot(this.snapshot);
  }

  endStatement(): void {
    if (this.isolation === "read committed") this.releaseSnapshot();
  }

  get<Row extends object>(table: Table<Row>, key: string): Row | null {
    const own = this.ownWrites(table)?.get(key);
    if (own !== undefined) return own as Row | null;
    return table.visible(key, this.snapshot ?? this.db.commits);
  }

  /** What a lock leads to: the newest committed version, whatever the statement's snapshot says. */
  latest<Row extends object>(table: Table<Row>, key: string): Row | null {
    const own = this.ownWrites(table)?.get(key);
    if (own !== undefined) return own as Row | null;
    return table.visible(key, Number.POSITIVE_INFINITY);
  }

  all<Row extends object>(table: Table<Row>): Row[] {
    const rows: Row[] = [];
    const own = this.ownWrites(table);
    const snapshot = this.snapshot ?? this.db.commits;
    for (const [key, version] of table.versions) {
      const written = own?.get(key);
      const row = written === undefined ? visibleOf(version, snapshot) : (written as Row | null);
      if (row !== null) rows.push(row);
    }
    for (const [key, row] of own ?? []) {
      if (row !== null && !table.versions.has(key)) rows.push(row as Row);
    }
    return rows;
  }

  by<Row extends object>(table: Table<Row>, index: string, value: string | number): Row[] {
    const rows: Row[] = [];
    for (const key of table.keysOf(index, value)) {
      const row = this.get(table, key);
      if (row !== null && table.indexValue(index, row) === value) rows.push(row);
    }
    const own = this.ownWrites(table);
    if (own === undefined) return rows;
    const known = new Set(rows.map((row) => table.key(row)));
    for (const [key, row] of own) {
      const isNews = row !== null && !known.has(key) && table.indexValue(index, row as Row) === value;
      if (isNews) rows.push(row as Row);
    }
    return rows;
  }

  /** False when a unique constraint stands against it; waits for others who are about to write the same value. */
  async insert<Row extends object>(table: Table<Row>, row: Row): Promise<boolean> {
    const key = table.key(row);
    const names = [`${table.name} key ${key}`];
    for (const value of table.uniqueValues(row)) names.push(`${table.name} ${value}`);
    for (;;) {
      if (this.latest(table, key) !== null || this.isTaken(table, row)) return false;
      const rival = this.db.rivalOf(this, names);
      if (rival === null) break;
      await this.waitFor(rival);
    }
    this.db.claim(this, names);
    this.claimed.push(...names);
    this.write(table, key, row);
    return true;
  }

  /** Locks the row and returns its newest version; null when it is gone. */
  async lock<Row extends object>(table: Table<Row>, key: string): Promise<Row | null> {
    const name = `${table.name} ${key}`;
    for (let owner = this.db.ownerOf(name); owner !== null && owner !== this; owner = this.db.ownerOf(name)) {
      await this.waitFor(owner);
    }
    return this.take(table, { key, name });
  }

  /** As `lock`, but "busy" where somebody else holds it. */
  tryLock<Row extends object>(table: Table<Row>, key: string): Row | null | "busy" {
    const name = `${table.name} ${key}`;
    const owner = this.db.ownerOf(name);
    return owner !== null && owner !== this ? "busy" : this.take(table, { key, name });
  }

  /** The row as it is after waiting for its lock is given to `change`; null: it no longer matches. */
  async update<Row extends object>(
    table: Table<Row>,
    key: string,
    change: (row: Row) => Row | null,
  ): Promise<Row | null> {
    const row = await this.lock(table, key);
    const changed = row === null ? null : change(row);
    if (changed !== null) this.write(table, key, changed);
    return changed;
  }

  async delete<Row extends object>(table: Table<Row>, key: string): Promise<boolean> {
    if ((await this.lock(table, key)) === null) return false;
    this.write(table, key, null);
    return true;
  }

  tryAdvisoryLock(name: string): boolean {
    const owner = this.db.ownerOf(name);
    if (owner === this) return true;
    if (owner !== null) return false;
    this.db.own(this, name);
    this.held.push(name);
    return true;
  }

  uniqueViolation(constraint: string): SqlError {
    return new SqlError("23505", `duplicate key value violates unique constraint "${constraint}"`);
  }

  commit(): void {
    if (this.state === "open") this.db.commit(this.writes);
    this.end();
  }

  rollback(): void {
    this.end();
  }

  whenOver(run: () => void): void {
    this.onEnd.push(run);
  }

  private take<Row extends object>(table: Table<Row>, at: { key: string; name: string }): Row | null {
    const isOwn = this.ownWrites(table)?.has(at.key) === true;
    const version = table.versions.get(at.key);
    if (this.isolation === "repeatable read" && !isOwn && version && version.from > (this.snapshot ?? 0)) {
      throw serializationFailure();
    }
    if (this.db.ownerOf(at.name) === null) {
      this.db.own(this, at.name);
      this.held.push(at.name);
    }
    return this.latest(table, at.key);
  }

  private isTaken<Row extends object>(table: Table<Row>, row: Row): boolean {
    if (table.uniques.length === 0) return false;
    const own = this.ownWrites(table);
    return table.uniqueValues(row).some((value) => {
      const holder = table.holders.get(value);
      if (holder !== undefined && own?.has(holder) !== true) return true;
      if (own === undefined) return false;
      for (const written of own.values()) {
        if (written !== null && table.uniqueValues(written as Row).includes(value)) return true;
      }
      return false;
    });
  }

  private async waitFor(owner: Transaction): Promise<void> {
    for (let next: Transaction | null = owner; next !== null; next = next.waitingFor) {
      if (next === this) throw deadlockDetected();
    }
    this.waitingFor = owner;
    await new Promise<void>((resolve) => {
      owner.whenOver(resolve);
      this.whenOver(resolve);
    });
    this.waitingFor = null;
    if (this.state === "over") throw connectionLost();
  }

  private end(): void {
    if (this.state === "over") return;
    this.state = "over";
    this.releaseSnapshot();
    this.db.release(this.held, this.claimed);
    for (const run of this.onEnd.splice(0)) run();
  }

  private releaseSnapshot(): void {
    if (this.snapshot !== null) this.db.dropSnapshot(this.snapshot);
    this.snapshot = null;
  }

  private write<Row extends object>(table: Table<Row>, key: string, row: Row | null): void {
    const anyTable = table as unknown as Table<object>;
    const writes = this.writes.get(anyTable);
    if (writes) writes.set(key, row);
    else this.writes.set(anyTable, new Map([[key, row]]));
  }

  private ownWrites<Row extends object>(table: Table<Row>): Writes | undefined {
    return this.writes.size === 0 ? undefined : this.writes.get(table as unknown as Table<object>);
  }
}
