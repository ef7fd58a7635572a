/** One version of a row; `row` null is a deletion. `from` counts commits. */
export type Version<Row> = { row: Row | null; from: number; previous: Version<Row> | null };

type Index<Row> = { of: (row: Row) => string | number | null; keys: Map<string | number, Set<string>> };

export type TableShape<Row> = {
  name: string;
  key: (row: Row) => string;
  /** Further unique constraints; null: the row does not take part (a partial index). */
  uniques?: Record<string, (row: Row) => string | null>;
  indexes?: Record<string, (row: Row) => string | number | null>;
};

const NOTHING: readonly string[] = [];

export function visibleOf<Row>(newest: Version<Row>, snapshot: number): Row | null {
  let version: Version<Row> | null = newest;
  while (version !== null && version.from > snapshot) version = version.previous;
  return version?.row ?? null;
}

/** The committed versions of a table's rows. */
export class Table<Row extends object> {
  readonly name: string;
  readonly key: (row: Row) => string;
  readonly uniques: [string, (row: Row) => string | null][];
  readonly versions = new Map<string, Version<Row>>();
  /** Who holds a unique value now, by constraint and value. */
  readonly holders = new Map<string, string>();
  /** Told of every row that takes the place of another. */
  onChange: ((old: Row, row: Row) => void) | null = null;
  private readonly indexes = new Map<string, Index<Row>>();

  constructor(shape: TableShape<Row>) {
    this.name = shape.name;
    this.key = shape.key;
    this.uniques = Object.entries(shape.uniques ?? {});
    for (const [name, of] of Object.entries(shape.indexes ?? {})) {
      this.indexes.set(name, { of, keys: new Map() });
    }
  }

  uniqueValues(row: Row): readonly string[] {
    if (this.uniques.length === 0) return NOTHING;
    return this.uniques.flatMap(([name, of]) => {
      const value = of(row);
      return value === null ? [] : [`${name} ${value}`];
    });
  }

  /** The version that a snapshot sees. */
  visible(key: string, snapshot: number): Row | null {
    const version = this.versions.get(key);
    return version === undefined ? null : visibleOf(version, snapshot);
  }

  commit(key: string, row: Row | null, at: { from: number; keepsOld: boolean }): void {
    const old = this.versions.get(key) ?? null;
    if (row === null && !at.keepsOld) this.versions.delete(key);
    else this.versions.set(key, { row, from: at.from, previous: at.keepsOld ? old : null });
    if (this.onChange !== null && old?.row && row !== null) this.onChange(old.row, row);
    if (this.uniques.length > 0) this.moveHolders(key, old?.row ?? null, row);
    for (const index of this.indexes.values()) reindex(index, key, { old: old?.row ?? null, row, ...at });
  }

  private moveHolders(key: string, old: Row | null, row: Row | null): void {
    for (const value of old === null ? [] : this.uniqueValues(old)) {
      if (this.holders.get(value) === key) this.holders.delete(value);
    }
    if (row !== null) for (const value of this.uniqueValues(row)) this.holders.set(value, key);
  }

  keysOf(index: string, value: string | number): Iterable<string> {
    return this.indexes.get(index)?.keys.get(value) ?? [];
  }

  indexValue(index: string, row: Row): string | number | null {
    const known = this.indexes.get(index);
    if (!known) throw new Error(`${this.name} has no index ${index}.`);
    return known.of(row);
  }
}

/** A key may stay under an old value while somebody still sees the old row: who reads checks the value again. */
function reindex<Row>(
  index: Index<Row>,
  key: string,
  change: { old: Row | null; row: Row | null; keepsOld: boolean },
): void {
  const before = change.old === null ? null : index.of(change.old);
  const after = change.row === null ? null : index.of(change.row);
  if (before === after) return;
  if (before !== null && !change.keepsOld) index.keys.get(before)?.delete(key);
  if (after === null) return;
  const keys = index.keys.get(after);
  if (keys) keys.add(key);
  else index.keys.set(after, new Set([key]));
}
