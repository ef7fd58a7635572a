import type { Table } from "./table.ts";
import { makeTables, type Tables } from "./tables.ts";
import { type Isolation, Transaction } from "./transaction.ts";

/**
 * The part of Postgres that the stages rely on: multi-version rows, row locks with deadlock detection, unique
 * constraints that wait for their rivals, advisory locks, read committed and repeatable read.
 */
export class Database {
  readonly tables: Tables = makeTables();
  /** How many transactions that wrote something have been committed. */
  commits = 0;
  /** Transactions that have neither ended nor lost their connection. */
  readonly open = new Set<Transaction>();
  private readonly times: number[] = [];
  private readonly owners = new Map<string, Transaction>();
  private readonly claims = new Map<string, Transaction>();
  private readonly snapshots = new Map<number, number>();
  private readonly sequences = new Map<string, number>();

  constructor(
    readonly clock: () => number,
    readonly newId: () => string,
  ) {}

  begin(isolation: Isolation): Transaction {
    const transaction = new Transaction(this, isolation);
    this.open.add(transaction);
    transaction.whenOver(() => this.open.delete(transaction));
    return transaction;
  }

  nextValue(sequence: string): number {
    const next = (this.sequences.get(sequence) ?? 0) + 1;
    this.sequences.set(sequence, next);
    return next;
  }

  /** Rows as somebody sees them who asks now; for setting up and for judging a run. */
  rows<Row extends object>(table: Table<Row>): Row[] {
    const rows: Row[] = [];
    for (const version of table.versions.values()) if (version.row !== null) rows.push(version.row);
    return rows;
  }

  find<Row extends object>(table: Table<Row>, key: string): Row | null {
    return table.versions.get(key)?.row ?? null;
  }

  /** When the row became visible: as the number of its commit, and as a moment. */
  committed<Row extends object>(table: Table<Row>, row: Row): { order: number; at: number } {
    const order = table.versions.get(table.key(row))?.from ?? 0;
    return { order, at: this.times[order - 1] ?? 0 };
  }

  commit(writes: ReadonlyMap<Table<object>, ReadonlyMap<string, object | null>>): void {
    if (writes.size === 0) return;
    this.commits += 1;
    this.times.push(this.clock());
    const at = { from: this.commits, keepsOld: this.snapshots.size > 0 };
    for (const [table, rows] of writes) for (const [key, row] of rows) table.commit(key, row, at);
  }

  ownerOf(name: string): Transaction | null {
    return this.owners.get(name) ?? null;
  }

  own(transaction: Transaction, name: string): void {
    this.owners.set(name, transaction);
  }

  /** Another transaction that is about to write one of these unique values. */
  rivalOf(transaction: Transaction, names: readonly string[]): Transaction | null {
    for (const name of names) {
      const rival = this.claims.get(name);
      if (rival !== undefined && rival !== transaction) return rival;
    }
    return null;
  }

  claim(transaction: Transaction, names: readonly string[]): void {
    for (const name of names) this.claims.set(name, transaction);
  }

  release(owned: readonly string[], claimed: readonly string[]): void {
    for (const name of owned) this.owners.delete(name);
    for (const name of claimed) this.claims.delete(name);
  }

  get heldLocks(): number {
    return this.owners.size;
  }

  holdSnapshot(at: number): void {
    this.snapshots.set(at, (this.snapshots.get(at) ?? 0) + 1);
  }

  dropSnapshot(at: number): void {
    const left = (this.snapshots.get(at) ?? 1) - 1;
    if (left === 0) this.snapshots.delete(at);
    else this.snapshots.set(at, left);
  }
}
