import type { Database } from "./database.ts";
import { connectionLost, SqlError } from "./sql-error.ts";
import type { Result, Statement } from "./statement.ts";
import { findStatement } from "./statement-list.ts";
import type { Transaction } from "./transaction.ts";

export type Query = { name?: string | undefined; text: string; values: readonly unknown[] };
/** Lets the simulation plant a bug: another version of a statement, by name. */
export type StatementVariants = ReadonlyMap<string, (real: Statement) => Statement>;

const NOTHING: Result = { rows: [], rowCount: 0 };

export function toQuery(query: unknown, values: readonly unknown[] | undefined): Query {
  if (typeof query === "string") return { text: query, values: values ?? [] };
  const { name, text, values: own } = query as { name?: string; text: string; values?: unknown[] };
  return { name, text, values: own ?? values ?? [] };
}

/** One connection: understands BEGIN, COMMIT and ROLLBACK and runs everything else in the transaction or alone. */
export class Session {
  transaction: Transaction | null = null;

  constructor(
    readonly db: Database,
    private readonly variants: StatementVariants = new Map(),
  ) {}

  async query(query: Query): Promise<Result> {
    if (query.text.startsWith("BEGIN")) return this.begin(query.text);
    if (query.text === "COMMIT") return this.commit();
    if (query.text === "ROLLBACK") return this.rollback();
    if (this.transaction !== null) return this.run(this.transaction, query);

    const alone = this.db.begin("read committed");
    this.transaction = alone;
    try {
      const result = await this.run(alone, query);
      alone.commit();
      return result;
    } catch (error) {
      alone.rollback();
      throw error;
    } finally {
      this.transaction = null;
    }
  }

  /** The statement or transaction under way fails, as after a serialization failure. */
  fail(): void {
    if (this.transaction) this.transaction.state = "failed";
  }

  /** The connection is gone: Postgres rolls back what it left. */
  cut(): void {
    this.transaction?.rollback();
    this.transaction = null;
  }

  private begin(text: string): Result {
    const isRepeatable = /repeatable read/i.test(text);
    this.transaction = this.db.begin(isRepeatable ? "repeatable read" : "read committed");
    return NOTHING;
  }

  private commit(): Result {
    const { transaction } = this;
    this.transaction = null;
    if (transaction?.state === "over") throw connectionLost();
    transaction?.commit();
    return NOTHING;
  }

  private rollback(): Result {
    this.transaction?.rollback();
    this.transaction = null;
    return NOTHING;
  }

  private async run(transaction: Transaction, query: Query): Promise<Result> {
    if (transaction.state === "over") throw connectionLost();
    if (transaction.state === "failed") {
      throw new SqlError(
        "25P02",
        "current transaction is aborted, commands ignored until end of transaction block",
      );
    }
    const real = findStatement(query);
    const variant = query.name === undefined ? undefined : this.variants.get(query.name);
    transaction.beginStatement();
    try {
      const result = (variant ? variant(real) : real)(transaction, query.values);
      return result instanceof Promise ? await result : result;
    } catch (error) {
      if (transaction.state === "open") transaction.state = "failed";
      throw error;
    } finally {
      transaction.endStatement();
    }
  }
}
